using Portal.Access;

namespace Portal.Features.Confirmations;

/// <summary>The newest operation about a draft, in whatever state.</summary>
public sealed class FindSigning(Acting acting, SigningStore store)
{
    /// <summary>Null when it was never begun, or is not this person's.</summary>
    /// <exception cref="NotLinkedException">The person is not linked.</exception>
    public async Task<Signing?> RunAsync(Actor actor, string subjectId, CancellationToken cancellationToken = default) =>
        await store.LatestAsync((await acting.LinkOfAsync(actor, cancellationToken)).Id, subjectId, cancellationToken);
}
