using Portal.Access;
using Portal.Features.Docflows.Replies;

namespace Portal.Features.Docflows.List;

/// <summary>A page of docflows.</summary>
/// <param name="Rows">At most <see cref="DocflowListStore.MostRows"/>.</param>
/// <param name="Total">At most <see cref="DocflowListStore.Counted"/>.</param>
/// <param name="Cells">What the account has had: what the filters can offer.</param>
/// <param name="Unread">How many were never opened; at most <see cref="DocflowListStore.Counted"/>.</param>
/// <param name="Awaiting">How many await an answer; at most <see cref="DocflowListStore.Counted"/>.</param>
/// <param name="ReadAt">When Kontur's list was last read to its end; null when never.</param>
/// <param name="Receipts">How many receipts can be sent at once; at most <see cref="GiveReceipts.Most"/>.</param>
/// <param name="Payers">Organisations of the account: INN and name; at most 1000.</param>
/// <param name="Forms">Forms that the account has had: key and name; at most 300.</param>
/// <param name="Saved">Filters that the person keeps; at most <see cref="SavedFilterStore.Most"/>.</param>
public sealed record DocflowsFound(IReadOnlyList<DocflowEntry> Rows, int Total, IReadOnlyList<DocflowCell> Cells, int Unread, int Awaiting, DateTimeOffset? ReadAt,
    int Receipts, IReadOnlyList<(string Inn, string Name)> Payers, IReadOnlyList<(string Key, string Name)> Forms, IReadOnlyList<SavedFilter> Saved);

/// <summary>A person looks through what was sent to and received from state bodies, from the portal's own store.</summary>
public sealed class FindDocflows(Acting acting, DocflowListStore store, DocflowRefreshStore marks, SavedFilterStore saved, ReplyStore replies)
{
    /// <summary>Finds a page among what the person's own session lists in the account.</summary>
    /// <exception cref="NotLinkedException">The person is not linked.</exception>
    public async Task<DocflowsFound> RunAsync(Actor actor, string accountId, DocflowListFilter filter, int skip, int take, CancellationToken cancellationToken = default)
    {
        var link = (await acting.LinkOfAsync(actor, cancellationToken)).Id;
        var (rows, total) = await store.PageAsync(link, accountId, filter, skip, take, cancellationToken);
        var cells = await store.CellsAsync(link, accountId, cancellationToken);
        return new(
            rows, total, cells, await store.CountAsync(link, accountId, cells.Where(cell => cell.IsUnread), cancellationToken),
            await store.CountAsync(link, accountId, cells.Where(cell => cell.Awaits), cancellationToken), await marks.FindAsync(link, accountId, DocflowRefreshStore.Read, cancellationToken),
            await replies.CountReceiptsAsync(link, accountId, GiveReceipts.Most, cancellationToken), (await store.PayersAsync(link, accountId, cancellationToken)).ByName, await store.FormsAsync(link, accountId, cancellationToken), await saved.ListAsync(link, cancellationToken));
    }
}
