using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Access;
using Portal.Shell;
using Portal.Ui;

namespace Portal.Features.AccountLinks.Registry;

/// <summary>Linked people whose phone or SNILS changed in the registry, or who have no certificate there any more: the link is left, or the links console moves it.</summary>
public sealed partial class ChangedPeoplePage(
    CurrentUser user, FindChangedPeople find, SettleChange settle, IDialogService dialogs, ISnackbar snackbar, HeaderState header, MoscowTime time) : PortalComponent
{
    private const int PageSize = 50;
    private bool loaded;
    private IReadOnlyList<ChangedPerson> rows = [];
    private int total;
    private string me = "";

    [SupplyParameterFromQuery(Name = "page")] private int? PageGiven { get; set; }

    private int PageNumber => Math.Clamp(PageGiven ?? 1, 1, 1_000_000);

    protected override void OnInitialized() => header.ShowNoAccount();

    protected override Task OnParametersSetAsync() => LoadAsync();

    private Task LoadAsync() => RunAsync(ReadAsync);

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var actor = await user.ActorAsync();
        me = actor.PersonId;
        (rows, total) = await find.RunAsync(actor, (PageNumber - 1) * PageSize, PageSize, cancellationToken);
        loaded = true;
    }

    private static string Word(ChangedField field) => field switch
    {
        ChangedField.Phone => "Телефон",
        ChangedField.Snils => "СНИЛС",
        _ => "Сертификат",
    };

    private async Task SettleAsync(ChangedPerson person)
    {
        var sure = await dialogs.ShowMessageBoxAsync(
            "Оставить связь как есть?", $"{person.FullName} останется связан с прежним пользователем Контура, хотя в реестре уже не то, что было при связывании. Из этого списка строка уйдёт.",
            yesText: "Оставить связь", cancelText: "Ещё подумать");
        if (sure == true)
        {
            await RunAsync(async ct =>
            {
                if (await settle.RunAsync(await user.ActorAsync(), person, ct))
                {
                    snackbar.Add("Связь осталась прежней", Severity.Success);
                }
                else
                {
                    snackbar.Add("Пока вы решали, данные в реестре изменились ещё раз. Решение не записано: посмотрите, что там теперь.", Severity.Warning);
                }

                await ReadAsync(ct);
            });
        }
    }
}
