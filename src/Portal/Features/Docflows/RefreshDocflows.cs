using System.Globalization;
using Portal.Access;
using Portal.Features.Accounts;
using Portal.Features.Audit;
using Portal.Features.Docflows.List;

namespace Portal.Features.Docflows;

/// <summary>Brings the list of an account up to date, as this person's own session lists it.</summary>
public sealed class RefreshDocflows(Acting acting, FindAccount accounts, ReadDocflowList read, AuditLog audit)
{
    /// <summary>Returns how many were listed: what has changed, or everything when that is due.</summary>
    /// <param name="full">Everything, due or not.</param>
    /// <exception cref="AccessDeniedException">Not this person's account.</exception>
    /// <exception cref="Portal.Integrations.Http.VendorException">Kontur did not answer; the stored list stays.</exception>
    public Task<int> RunAsync(Actor actor, string accountId, bool full = false, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "docflows.refresh", accountId, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            (note.LinkId, note.AccountId) = (link.Id, accountId);
            _ = await accounts.RunAsync(actor, accountId, cancellationToken) ?? throw new AccessDeniedException();
            var listed = await read.ReadAsync(link.Id, accountId, full, cancellationToken);
            note.Detail = string.Create(CultureInfo.InvariantCulture, $"{listed} listed");
            return listed;
        });
}
