using Portal.Access;
using Portal.Features.Audit;

namespace Portal.Features.Confirmations.Batches;

/// <summary>«Повторить неподписанные»: what failed, and only that, waits again.</summary>
public sealed class RepeatBatch(Acting acting, BatchStore store, AuditLog audit)
{
    /// <summary>How many wait again.</summary>
    /// <exception cref="AccessDeniedException">Not this person's batch.</exception>
    public Task<int> RunAsync(Actor actor, string batchId, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "signing.repeat-batch", batchId, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            var batch = await store.FindAsync(link.Id, batchId, cancellationToken) ?? throw new AccessDeniedException();
            (note.LinkId, note.AccountId) = (link.Id, batch.AccountId);
            return await store.RepeatAsync(batchId, cancellationToken);
        });
}
