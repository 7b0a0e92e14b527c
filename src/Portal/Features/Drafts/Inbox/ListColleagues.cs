using Portal.Access;

namespace Portal.Features.Drafts.Inbox;

/// <summary>Whom a person may ask for a signature in an account.</summary>
public sealed class ListColleagues(Acting acting, SignatureRequestStore store)
{
    /// <summary>By name; at most 50.</summary>
    /// <exception cref="NotLinkedException">The person is not linked.</exception>
    public async Task<IReadOnlyList<Colleague>> RunAsync(Actor actor, string accountId, CancellationToken cancellationToken = default) =>
        await store.ColleaguesAsync((await acting.LinkOfAsync(actor, cancellationToken)).Id, accountId, cancellationToken);
}
