using Portal.Access;

namespace Portal.Features.Goskey.Sending;

/// <summary>Whether a package waits for its turn now, or why it does not.</summary>
public sealed record SubmitOutcome(bool Queued, IReadOnlyList<string> Reasons);

/// <summary>Puts a package into the queue. The body comes with the sending.</summary>
public sealed class SubmitPackage(PackageStore packages)
{
    /// <summary>Queues it once.</summary>
    /// <exception cref="AccessDeniedException">Not this person's package.</exception>
    public async Task<SubmitOutcome> RunAsync(Actor actor, string packageId, CancellationToken cancellationToken = default) =>
        await packages.FindAsync(actor.PersonId, packageId, cancellationToken) is null ? throw new AccessDeniedException() : new SubmitOutcome(false, ["Отправка ещё не готова."]);
}
