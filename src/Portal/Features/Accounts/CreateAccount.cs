using Portal.Access;
using Portal.Features.Audit;
using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;

namespace Portal.Features.Accounts;

/// <summary>What a new account is made of, as typed.</summary>
public sealed record NewAccount(string Inn, string? Kpp, string Name);

/// <summary>What came of it.</summary>
public abstract record CreateAccountOutcome
{
    /// <summary>The account is there.</summary>
    public sealed record Created(Account Account) : CreateAccountOutcome;

    /// <summary>Kontur refused; its own words.</summary>
    public sealed record Refused(string Reason, string? TraceId) : CreateAccountOutcome;
}

/// <summary>Creates an account for an organisation or an entrepreneur. Repeating it is safe: Kontur answers with the existing one.</summary>
public sealed class CreateAccount(Acting acting, IExternAccountsApi api, AccountStore store, RefreshAccounts refresh, TimeProvider clock, AuditLog audit)
{
    private static readonly NewAccountRules Rules = new();

    /// <summary>Creates the account and stores it as created here.</summary>
    /// <exception cref="VendorException">Kontur did not answer; trying again makes no second account.</exception>
    public Task<CreateAccountOutcome> RunAsync(Actor actor, NewAccount wanted, CancellationToken cancellationToken = default) =>
        audit.RecordAsync<CreateAccountOutcome>(actor, "accounts.create", null, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            (note.LinkId, note.Detail) = (link.Id, $"ИНН {wanted.Inn}");
            if (Rules.Validate(wanted) is { IsValid: false } broken)
            {
                note.Outcome = "invalid";
                return new CreateAccountOutcome.Refused(broken.Errors[0].ErrorMessage, null);
            }

            // What the session lists already was not made here, even though Kontur answers the same way.
            await refresh.RunAsync(actor, cancellationToken);
            var request = new CreateAccountRequest(wanted.Inn, TaxNumbers.IsPerson(wanted.Inn) ? null : wanted.Kpp, wanted.Name.Trim());
            var ours = await store.IntendAsync(link.Id, request.Inn, request.Kpp, cancellationToken);
            try
            {
                var created = await api.CreateAsync(Acting.SessionOf(link.Id), request, cancellationToken);
                var known = await store.FindAsync(link.Id, created.Id.ToString(), cancellationToken);
                var account = RefreshAccounts.From(created, ours ? clock.GetUtcNow() : known?.CreatedHereAt);
                await store.SaveAsync(link.Id, account, cancellationToken);
                await store.EndIntentAsync(link.Id, request.Inn, request.Kpp, cancellationToken);
                (note.ObjectId, note.AccountId) = (account.AccountId, account.AccountId);
                return new CreateAccountOutcome.Created(account);
            }
            catch (VendorException error) when (error.Kind is VendorErrorKind.Rejected or VendorErrorKind.Conflict or VendorErrorKind.Forbidden)
            {
                await store.EndIntentAsync(link.Id, request.Inn, request.Kpp, cancellationToken);
                (note.Outcome, note.TraceId) = ("refused", error.TraceId);
                return new CreateAccountOutcome.Refused(error.Text ?? "Контур не создал учётную запись и не объяснил почему.", error.TraceId);
            }
        });
}
