using Portal.Access;

namespace Portal.Features.Drafts.List;

/// <summary>A page of reports in work.</summary>
/// <param name="Rows">At most <see cref="DraftListStore.MostRows"/>.</param>
/// <param name="Total">At most <see cref="DraftListStore.Counted"/>.</param>
/// <param name="Counts">How many are in each group, whatever is searched for; at most <see cref="DraftListStore.CountedOfGroup"/>.</param>
public sealed record DraftsFound(IReadOnlyList<ListedDraft> Rows, int Total, IReadOnlyDictionary<DraftGroup, int> Counts);

/// <summary>A person looks through their reports in work.</summary>
public sealed class FindDrafts(Acting acting, DraftListStore store)
{
    /// <summary>Finds a page among the person's own reports of the account.</summary>
    /// <exception cref="NotLinkedException">The person is not linked.</exception>
    public async Task<DraftsFound> RunAsync(Actor actor, string accountId, DraftFilter filter, int skip, int take, CancellationToken cancellationToken = default)
    {
        var link = await acting.LinkOfAsync(actor, cancellationToken);
        var (rows, total) = await store.PageAsync(link.Id, accountId, filter, skip, take, cancellationToken);
        return new(rows, total, await store.CountsAsync(link.Id, accountId, cancellationToken));
    }
}
