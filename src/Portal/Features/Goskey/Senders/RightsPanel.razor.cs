using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Access;
using Portal.Features.Accounts;
using Portal.Ui;

namespace Portal.Features.Goskey.Senders;

/// <summary>On a profile's page: who may send from it, a right for one more, and taking one away.</summary>
public sealed partial class RightsPanel(
    CurrentUser user, ListRights list, GrantRight grant, RevokeRight revoke, FindPeople find, IDialogService dialogs, ISnackbar snackbar, MoscowTime time) : PortalComponent
{
    private IReadOnlyList<SenderRight> rights = [];
    private IReadOnlyList<Person> found = [];
    private IReadOnlyDictionary<string, string> problems = new Dictionary<string, string>();
    private RightInput input = new("", SenderRightKind.Employee);
    private string search = "";
    private bool nobody;

    [Parameter, EditorRequired] public SenderProfile Profile { get; set; } = null!;

    /// <summary>The rights as they were read with the profile.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<SenderRight> Rights { get; set; } = [];

    /// <summary>Somebody was given or lost a right.</summary>
    [Parameter] public EventCallback OnChanged { get; set; }

    private IReadOnlyList<SenderRightKind> Kinds =>
        [TaxNumbers.IsPerson(Profile.Inn) ? SenderRightKind.Entrepreneur : SenderRightKind.Head, SenderRightKind.Employee];

    protected override void OnParametersSet() => rights = Rights;

    private string? Error(string field) => problems.GetValueOrDefault(field);

    private async Task FindAsync(string words)
    {
        search = words;
        Take(input with { PersonId = "" });
        await RunAsync(async ct =>
        {
            var people = await find.RunAsync(await user.ActorAsync(), words, ct);

            // An answer to what is no longer asked is nobody's.
            if (search == words)
            {
                (found, nobody) = (people, people.Count == 0 && words.Trim().Length > 1);
            }
        });
    }

    private void Choose(Person person) => Take(input with { PersonId = person.Id });

    private void Take(RightInput typed) => (input, problems) = (typed, new Dictionary<string, string>());

    private async Task GrantAsync()
    {
        if (input.PersonId is "")
        {
            problems = new Dictionary<string, string> { [nameof(RightInput.PersonId)] = found.Count > 0 ? "Выберите человека из найденных" : "Найдите человека по имени" };
            return;
        }

        await RunAsync(async ct =>
        {
            switch (await grant.RunAsync(await user.ActorAsync(), Profile.Id, input, ct))
            {
                case GrantOutcome.Granted:
                    snackbar.Add("Право дано", Severity.Success);
                    (input, found, search, nobody) = (new RightInput("", SenderRightKind.Employee), [], "", false);
                    await ReadAsync(ct);
                    break;
                case GrantOutcome.Wrong wrong:
                    problems = wrong.Problems;
                    break;
                default:
                    snackbar.Add("Право не дано: профиль только что изменили. Обновите страницу", Severity.Warning);
                    break;
            }
        });
    }

    private async Task RevokeAsync(SenderRight right)
    {
        var sure = await dialogs.ShowMessageBoxAsync(
            "Отозвать право?", $"{right.PersonName} больше не сможет отправлять от имени организации «{Profile.Organization}». Уже отправленное дойдёт до конца.",
            yesText: "Отозвать право", cancelText: "Не отзывать");
        if (sure == true)
        {
            await RunAsync(async ct =>
            {
                await revoke.RunAsync(await user.ActorAsync(), right.Id, ct);
                snackbar.Add("Право отозвано", Severity.Success);
                await ReadAsync(ct);
            });
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        rights = await list.RunAsync(await user.ActorAsync(), Profile.Id, cancellationToken);
        await OnChanged.InvokeAsync();
    }
}
