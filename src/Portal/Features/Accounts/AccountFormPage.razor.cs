using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Access;
using Portal.Shell;
using Portal.Ui;

namespace Portal.Features.Accounts;

/// <summary>A new organisation: every field is checked as one types, but complains only once it was left or the form was sent.</summary>
public sealed partial class AccountFormPage(CurrentUser user, CreateAccount create, NavigationManager navigation, ISnackbar snackbar, HeaderState header) : PortalComponent
{
    private static readonly NewAccountRules Rules = new();
    private readonly HashSet<string> left = [];
    private readonly Dictionary<string, string> errors = [];
    private CreateAccountOutcome.Refused? refusal;
    private string inn = "";
    private string kpp = "";
    private string name = "";

    private bool IsPerson => TaxNumbers.IsPerson(inn);

    private NewAccount Typed => new(inn.Trim(), IsPerson ? null : kpp.Trim(), name.Trim());

    protected override void OnInitialized() => header.ShowNoAccount();

    private string? Error(string field) => left.Contains(field) ? errors.GetValueOrDefault(field) : null;

    private void Type(string field, ChangeEventArgs e)
    {
        var text = e.Value?.ToString() ?? "";
        (inn, kpp, name) = field switch
        {
            nameof(NewAccount.Inn) => (text, kpp, name),
            nameof(NewAccount.Kpp) => (inn, text.ToUpperInvariant(), name),
            _ => (inn, kpp, text),
        };

        // A number that is already as long as it can be is complained about at once.
        if ((field == nameof(NewAccount.Inn) && text.Length is 10 or 12) || (field == nameof(NewAccount.Kpp) && text.Length == 9))
        {
            left.Add(field);
        }

        Check();
    }

    private void Leave(string field)
    {
        left.Add(field);
        Check();
    }

    private bool Check()
    {
        errors.Clear();
        foreach (var failure in Rules.Validate(Typed).Errors)
        {
            errors.TryAdd(failure.PropertyName, failure.ErrorMessage);
        }

        return errors.Count == 0;
    }

    private async Task CreateAsync()
    {
        left.UnionWith([nameof(NewAccount.Inn), nameof(NewAccount.Kpp), nameof(NewAccount.Name)]);
        refusal = null;
        if (!Check())
        {
            return;
        }

        await RunAsync(async ct =>
        {
            switch (await create.RunAsync(await user.ActorAsync(), Typed, ct))
            {
                case CreateAccountOutcome.Created { Account: var account }:
                    snackbar.Add($"Учётная запись «{account.Name}» создана", Severity.Success);
                    navigation.NavigateTo(PortalUrls.Reports(Guid.Parse(account.AccountId)));
                    break;
                case CreateAccountOutcome.Refused refused:
                    refusal = refused;
                    break;
            }
        });
    }
}
