using Portal.Access;

namespace Portal.Features.Confirmations;

/// <summary>How many signatures wait for this person's code or phone: the badge in the header.</summary>
public sealed class CountWaiting(Acting acting, SigningStore store)
{
    /// <summary>At most 50.</summary>
    /// <exception cref="NotLinkedException">The person is not linked.</exception>
    public async Task<int> RunAsync(Actor actor, CancellationToken cancellationToken = default) =>
        (await store.WaitingAsync((await acting.LinkOfAsync(actor, cancellationToken)).Id, cancellationToken)).Count;
}
