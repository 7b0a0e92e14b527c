using Portal.Access;
using Portal.Features.Audit;
using Portal.Storage;

namespace Portal.Features.Goskey.Sending;

/// <summary>Takes a package out of the queue while it waits: nothing of it has left.</summary>
public sealed class TakeBackPackage(PackageStore packages, SendQueueStore queue, Noticeboard noticeboard, AuditLog audit)
{
    /// <summary>False when its turn has come.</summary>
    /// <exception cref="AccessDeniedException">Not this person's package.</exception>
    public Task<bool> RunAsync(Actor actor, string packageId, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "goskey.take-back", packageId, async note =>
        {
            _ = await packages.FindAsync(actor.PersonId, packageId, cancellationToken) ?? throw new AccessDeniedException();
            var taken = await queue.TakeBackAsync(actor.PersonId, packageId, cancellationToken);
            note.Outcome = taken ? "done" : "too late";
            noticeboard.Publish(Package.Topic(packageId));
            noticeboard.Publish(Package.TopicOf(actor.PersonId));
            return taken;
        });
}
