using Portal.Access;

namespace Portal.Features.Drafts.Inbox;

/// <summary>How many reports wait for a person's signature: the badge in the navigation.</summary>
public sealed class CountInbox(Acting acting, SignatureRequestStore store)
{
    /// <summary>At most 100.</summary>
    /// <exception cref="NotLinkedException">The person is not linked.</exception>
    public async Task<int> RunAsync(Actor actor, CancellationToken cancellationToken = default) =>
        await store.CountAsync((await acting.LinkOfAsync(actor, cancellationToken)).Id, cancellationToken);
}
