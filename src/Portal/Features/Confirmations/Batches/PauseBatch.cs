using Portal.Access;
using Portal.Features.Audit;
using Portal.Storage;

namespace Portal.Features.Confirmations.Batches;

/// <summary>«Приостановить»: no further code is asked for; the one that waits may still be confirmed.</summary>
public sealed class PauseBatch(Acting acting, BatchStore store, Noticeboard noticeboard, AuditLog audit)
{
    /// <summary>Pauses it.</summary>
    /// <exception cref="AccessDeniedException">Not this person's batch.</exception>
    public Task<bool> RunAsync(Actor actor, string batchId, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "signing.pause-batch", batchId, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            var batch = await store.FindAsync(link.Id, batchId, cancellationToken) ?? throw new AccessDeniedException();
            (note.LinkId, note.AccountId) = (link.Id, batch.AccountId);
            await store.SetStateAsync(batchId, BatchState.Paused, cancellationToken);
            noticeboard.Publish(Signing.Topic(link.Id));
            return true;
        });
}
