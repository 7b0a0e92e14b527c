using Portal.Access;

namespace Portal.Features.Drafts.Inbox;

/// <summary>What a person is asked to sign, in every account.</summary>
public sealed class ListInbox(Acting acting, SignatureRequestStore store)
{
    /// <summary>What waits first, then the newest; at most 100.</summary>
    /// <exception cref="NotLinkedException">The person is not linked.</exception>
    public async Task<IReadOnlyList<SignatureRequest>> RunAsync(Actor actor, CancellationToken cancellationToken = default) =>
        await store.InboxAsync((await acting.LinkOfAsync(actor, cancellationToken)).Id, cancellationToken);
}
