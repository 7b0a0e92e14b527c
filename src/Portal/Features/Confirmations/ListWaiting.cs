using Portal.Access;

namespace Portal.Features.Confirmations;

/// <summary>Signatures that wait for this person's code or phone, in every account: the badge in the header.</summary>
public sealed class ListWaiting(Acting acting, SigningStore store)
{
    /// <summary>The newest first; at most 50.</summary>
    /// <exception cref="NotLinkedException">The person is not linked.</exception>
    public async Task<IReadOnlyList<Signing>> RunAsync(Actor actor, CancellationToken cancellationToken = default) =>
        await store.WaitingAsync((await acting.LinkOfAsync(actor, cancellationToken)).Id, cancellationToken);
}
