using Portal.Access;
using Portal.Features.Goskey.Sending;

namespace Portal.Features.Goskey;

/// <summary>All that the page of a package shows.</summary>
/// <param name="Package">The package.</param>
/// <param name="Documents">Its documents.</param>
/// <param name="TurnAt">When its turn comes, while it waits for it.</param>
/// <param name="Ahead">How many of its owner's packages are before it in the queue.</param>
/// <param name="Progress">How far it is, while this node sends it.</param>
/// <param name="MayTakeBack">Nothing of it can have arrived, so it may be taken out of the queue, or changed.</param>
public sealed record PackageView(Package Package, IReadOnlyList<PackageDocument> Documents, DateTimeOffset? TurnAt, int Ahead, SendingNote? Progress, bool MayTakeBack);

/// <summary>Reads one of the actor's own packages; looking at how it ended counts as having seen it.</summary>
public sealed class OpenPackage(PackageStore packages, SendQueueStore queue, SendingStore sendings, SendingProgress progress, TimeProvider clock)
{
    /// <summary>The package.</summary>
    /// <exception cref="AccessDeniedException">Not this person's.</exception>
    public async Task<PackageView> RunAsync(Actor actor, string packageId, CancellationToken cancellationToken = default)
    {
        var package = await packages.FindAsync(actor.PersonId, packageId, cancellationToken) ?? throw new AccessDeniedException();
        var documents = await packages.DocumentsAsync(packageId, cancellationToken);
        await packages.SeenAsync(actor.PersonId, packageId, cancellationToken);
        var mayTakeBack = package.State is PackageState.Queued or PackageState.NotSent && (package.State == PackageState.Queued || package.GroupId is null)
            && !await sendings.MayHaveArrivedAsync(packageId, cancellationToken);
        if (package.State != PackageState.Queued)
        {
            return new PackageView(package, documents, null, 0, package.State == PackageState.Sending ? progress.Of(packageId) : null, mayTakeBack);
        }

        var (place, used) = await queue.PlaceAsync(packageId, cancellationToken);
        var turn = SendQueue.TurnOf(place, used, clock.GetUtcNow());
        return new PackageView(package, documents, package.NotBefore is { } later && later > turn ? later : turn, place, null, mayTakeBack);
    }
}
