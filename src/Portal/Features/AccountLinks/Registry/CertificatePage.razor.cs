using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Access;
using Portal.Shell;
using Portal.Ui;

namespace Portal.Features.AccountLinks.Registry;

/// <summary>A row of the registry by hand: the rules of the import, told beside the field once it was left.</summary>
public sealed partial class CertificatePage(
    CurrentUser user, OpenCertificate open, SaveCertificate save, DeleteCertificate delete, NavigationManager navigation, IDialogService dialogs, ISnackbar snackbar,
    HeaderState header) : PortalComponent
{
    private readonly HashSet<string> left = [];
    private IReadOnlyDictionary<string, string> problems = new Dictionary<string, string>();
    private Dictionary<string, string> typed = CertificateFields.Of(null);
    private OpenedCertificate? row;
    private Trouble? refusal;
    private string? opened;
    private bool loaded;
    private bool noSnils;

    [Parameter] public string? Thumbprint { get; set; }

    protected override void OnInitialized() => header.ShowNoAccount();

    protected override Task OnParametersSetAsync() => loaded && opened == Thumbprint ? Task.CompletedTask : LoadAsync();

    private Task LoadAsync() => RunAsync(async ct =>
    {
        row = await open.RunAsync(await user.ActorAsync(), Thumbprint?.ToUpperInvariant(), ct);
        (typed, opened, loaded, refusal, noSnils) = (CertificateFields.Of(row?.Row), Thumbprint, true, null, false);
        left.Clear();
    });

    private static bool IsSnils(CertificateField field) => field.Name == nameof(RegistryFields.Snils);

    private string? Error(string field) => left.Contains(field) ? problems.GetValueOrDefault(field) : null;

    private string? Placeholder(CertificateField field) => field.Name switch
    {
        nameof(RegistryFields.Phone) when row is not null => row.Row.MaskedPhone,
        nameof(RegistryFields.Snils) when row is { MaskedSnils: { } mask } => noSnils ? null : mask,
        _ => field.Placeholder,
    };

    private string? Hint(CertificateField field) => field.Name switch
    {
        nameof(RegistryFields.Phone) when row is not null => "Показаны последние цифры. Оставьте пустым, чтобы не менять",
        nameof(RegistryFields.Snils) when noSnils => "Исчезнет из записи, когда вы её сохраните",
        nameof(RegistryFields.Snils) when row is { MaskedSnils: not null } => "Показаны последние цифры. Оставьте пустым, чтобы не менять",
        _ => field.Hint,
    };

    private void Type(string field, ChangeEventArgs e)
    {
        typed[field] = e.Value?.ToString() ?? "";
        Check();
    }

    private void Leave(string field)
    {
        left.Add(field);
        Check();
    }

    private void TakeSnilsAway(ChangeEventArgs e)
    {
        noSnils = e.Value is true;
        Type(nameof(RegistryFields.Snils), new ChangeEventArgs { Value = "" });
    }

    private bool Check()
    {
        var found = new Dictionary<string, string>(RegistryRules.Problems(CertificateFields.Typed(typed)), StringComparer.Ordinal);
        if (row is not null && typed[nameof(RegistryFields.Phone)].Trim() is "")
        {
            found.Remove(nameof(RegistryFields.Phone));
        }

        problems = found;
        return found.Count == 0;
    }

    private async Task SaveAsync()
    {
        left.UnionWith(typed.Keys);
        refusal = null;
        if (!Check())
        {
            return;
        }

        await RunAsync(async ct =>
        {
            switch (await save.RunAsync(await user.ActorAsync(), CertificateFields.Typed(typed), row?.Row, noSnils, ct))
            {
                case SaveOutcome.Saved { NeedsDecision: var decide }:
                    snackbar.Add(row is null ? "Запись добавлена" : "Запись сохранена", Severity.Success);
                    navigation.NavigateTo(decide ? PortalUrls.RegistryChanged : PortalUrls.Registry);
                    break;
                case SaveOutcome.Wrong wrong:
                    problems = wrong.Problems;
                    break;
                case SaveOutcome.Taken:
                    refusal = new Trouble("Сертификат с таким отпечатком уже есть в реестре", "Ничего не записано.", "Найдите его в реестре и измените.");
                    break;
                case SaveOutcome.Overtaken:
                    refusal = new Trouble("Эту запись только что изменили", "Ваши изменения не записаны поверх чужих.", "Обновите страницу и внесите их снова.");
                    break;
            }
        });
    }

    private async Task DeleteAsync()
    {
        refusal = null;
        var sure = await dialogs.ShowMessageBoxAsync(
            "Удалить запись из реестра?", $"{row!.Row.FullName}, {row.Row.Organization}. Сертификат останется действительным, но портал не будет его знать.",
            yesText: "Удалить запись", cancelText: "Не удалять");
        if (sure != true)
        {
            return;
        }

        await RunAsync(async ct =>
        {
            switch (await delete.RunAsync(await user.ActorAsync(), row.Row.Thumbprint, ct))
            {
                case DeleteOutcome.Deleted:
                    snackbar.Add("Запись удалена", Severity.Success);
                    navigation.NavigateTo(PortalUrls.Registry);
                    break;
                case DeleteOutcome.LastOfLinked:
                    refusal = new Trouble("Это единственная запись человека, который связан с Контуром", "Запись осталась.", "Сначала отвяжите его, потом удалите запись.");
                    break;
                case DeleteOutcome.Overtaken:
                    refusal = new Trouble("Реестр только что изменился", "Запись осталась.", "Повторите удаление.");
                    break;
            }
        });
    }
}
