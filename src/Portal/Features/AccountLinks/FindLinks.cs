using Portal.Access;

namespace Portal.Features.AccountLinks;

/// <summary>A page of links.</summary>
/// <param name="Rows">The last changed first.</param>
/// <param name="Total">At most <see cref="AccountLinkStore.Counted"/>.</param>
/// <param name="Counts">How many links are in each state, whatever is searched for; at most <see cref="AccountLinkStore.CountedOfState"/>.</param>
/// <param name="OpenRelinks">How many moves to another Kontur user wait for an administrator or their time.</param>
public sealed record LinksFound(IReadOnlyList<AccountLink> Rows, int Total, IReadOnlyDictionary<LinkState, int> Counts, int OpenRelinks);

/// <summary>An administrator looks through the links.</summary>
public sealed class FindLinks(AccountLinkStore store, RelinkStore relinks)
{
    /// <summary>Finds a page.</summary>
    /// <exception cref="AccessDeniedException">The actor is no administrator.</exception>
    public async Task<LinksFound> RunAsync(Actor actor, LinkFilter filter, int skip, int take, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            throw new AccessDeniedException();
        }

        var (rows, total) = await store.PageAsync(filter, Math.Min(skip, AccountLinkStore.Counted), take, cancellationToken);
        return new(rows, total, await store.CountsAsync(cancellationToken), await relinks.CountOpenAsync(cancellationToken));
    }
}
