using Portal.Access;
using Portal.Features.Audit;
using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;

namespace Portal.Features.Accounts;

/// <summary>Deletes an account that was created here, after its name was typed. The Kontur session dies with it; the next call gets a new one.</summary>
public sealed class DeleteAccount(Acting acting, IExternAccountsApi api, AccountStore store, KonturSessionStore sessions, AuditLog audit)
{
    /// <summary>True when the account is gone; false when the typed name is not its name.</summary>
    /// <exception cref="AccessDeniedException">Not this person's account, or not created here.</exception>
    /// <exception cref="VendorException">Kontur refused or did not answer.</exception>
    public Task<bool> RunAsync(Actor actor, string accountId, string typedName, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "accounts.delete", accountId, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            (note.LinkId, note.AccountId) = (link.Id, accountId);
            if (await store.FindAsync(link.Id, accountId, cancellationToken) is not { CreatedHereAt: not null } account)
            {
                throw new AccessDeniedException();
            }

            if (!string.Equals(typedName.Trim(), account.Name, StringComparison.Ordinal))
            {
                note.Outcome = "name not confirmed";
                return false;
            }

            try
            {
                await api.DeleteAsync(Acting.SessionOf(link.Id), Guid.Parse(accountId), cancellationToken);
            }
            catch (VendorException error) when (error.Kind == VendorErrorKind.NotFound)
            {
                note.Outcome = "was gone";
            }

            await sessions.ForgetAsync(link.Id, cancellationToken);
            await store.RemoveAsync(link.Id, accountId, cancellationToken);
            return true;
        });
}
