using Microsoft.Extensions.Options;
using Portal.Access;
using Portal.Features.Calendars;
using Portal.Features.Docflows.Replies;
using Portal.Integrations.KonturExtern;
using Portal.Storage;

namespace Portal.Features.Docflows.List;

/// <summary>
/// Reads what a link's own session lists in an account, and stores it. Everything is asked for by time of change, oldest first, moving by that date: what changes
/// meanwhile comes again at the end, so no page loses a row (contract drafts 5.1, G16).
/// </summary>
public sealed class ReadDocflowList(
    IExternDocflowsApi api, DocflowListStore store, DocflowRefreshStore marks, FollowDocflows follow, ProductionCalendars calendars, Noticeboard noticeboard, IOptions<DocflowListOptions> options,
    TimeProvider clock)
{
    private const int PageSize = 1000;
    private const int MostPages = 5000;
    private const int MostAttachments = 20;

    // Left out by a list without a type (contract drafts 5.1).
    private static readonly string[] LeftOut =
    [
        "business-registration", "fns534-cu-broadcast", "stat-cu-broadcast", "fns534-inventory", "fss-warrant-management", "fss-sedo-provider-subscription", "fss-sedo-pvso-notification",
        "fss-sedo-sick-report-change-notification", "fss-sedo-proactive-payments-demand", "fss-sedo-proactive-payments-reply", "fss-sedo-proactive-payments-benefit",
        "fss-sedo-insured-person-registration", "fss-sedo-insured-person-mismatch", "fss-sedo-benefit-payment-initiation", "fss-sedo-benefit-payment-status-notice", "fss-sedo-demand",
        "fss-sedo-demand-reply", "fss-sedo-billing-information-demand", "fss-sedo-billing-information", "fss-sedo-baby-care-vacation-close-notice", "fss-sedo-employee-salary-information",
        "fss-sedo-proactive-process-events-notification", "fss-sedo-oved-confirmation",
    ];

    /// <summary>Reads what changed, or everything when that is due; returns how many were listed.</summary>
    /// <param name="full">Everything, whether or not it is due: only that finds what the session lists no longer.</param>
    /// <exception cref="NotLinkedException">The link is not active.</exception>
    /// <exception cref="Portal.Integrations.Http.VendorException">Kontur did not answer; what was stored so far stays, nothing is hidden.</exception>
    internal async Task<int> ReadAsync(string linkId, string accountId, bool full, CancellationToken cancellationToken)
    {
        var (set, started) = (options.Value, clock.GetUtcNow());
        await marks.SetAsync(linkId, accountId, [(DocflowRefreshStore.Tried, started)], cancellationToken);
        var lastFull = await marks.FindAsync(linkId, accountId, DocflowRefreshStore.Full, cancellationToken);
        var known = await marks.FindAsync(linkId, accountId, DocflowRefreshStore.Changed, cancellationToken);
        var everything = full || known is null || lastFull is null || lastFull + set.FullInterval <= started;
        var since = everything ? started.AddYears(-set.Years) : known!.Value - set.Overlap;
        var list = await ListAsync(linkId, accountId, cancellationToken);

        // The untyped list comes first: what changes while the others are read lies behind its mark, and is read next time.
        var (listed, last) = await ReadTypesAsync(list, [], since, cancellationToken);
        foreach (var types in everything ? LeftOut.Select(type => new[] { type }) : [LeftOut])
        {
            listed += (await ReadTypesAsync(list, types, since, cancellationToken)).Listed;
        }

        if (everything)
        {
            foreach (var hidden in await store.HideUnlistedAsync(linkId, accountId, started, since, cancellationToken))
            {
                noticeboard.Publish(DocflowEntry.Topic(hidden));
            }
        }

        var now = clock.GetUtcNow();
        List<(string, DateTimeOffset)> reached = [(DocflowRefreshStore.Read, now), (DocflowRefreshStore.Changed, last ?? known ?? since)];
        await marks.SetAsync(linkId, accountId, everything ? [.. reached, (DocflowRefreshStore.Full, started)] : reached, cancellationToken);
        noticeboard.Publish(DocflowEntry.ListTopic(linkId, accountId));
        noticeboard.Publish(DocflowEntry.AwaitedTopic(linkId));
        return listed;
    }

    /// <summary>Reads the inventories that answer a demand's attachments: no list of an account need show them (contract drafts 5.1). Of each attachment at most 100.</summary>
    /// <exception cref="Portal.Integrations.Http.VendorException">Kontur did not answer.</exception>
    internal async Task ReadInventoriesAsync(DocflowEntry demand, IReadOnlyList<Guid> attachments, CancellationToken cancellationToken)
    {
        var list = await ListAsync(demand.LinkId, demand.AccountId, cancellationToken);
        foreach (var attachment in attachments.Take(MostAttachments))
        {
            var filter = new DocflowFilter { Take = 100, OrderBy = DocflowOrder.Descending, UpdatedFrom = clock.GetUtcNow().AddYears(-options.Value.Years) };
            var page = await api.ListInventoriesAsync(Acting.SessionOf(demand.LinkId), Guid.Parse(demand.AccountId), Guid.Parse(demand.DocflowId), attachment, filter, cancellationToken);
            await SaveAsync(list, page.DocflowsPageItem, cancellationToken);
        }
    }

    private async Task<AccountList> ListAsync(string linkId, string accountId, CancellationToken cancellationToken) =>
        new(linkId, accountId, await store.PayersAsync(linkId, accountId, cancellationToken), await calendars.ReadAsync(cancellationToken));

    private Task SaveAsync(AccountList list, IEnumerable<Docflow> docflows, CancellationToken cancellationToken) => store.SaveListedAsync(
        [.. docflows.Select(docflow =>
        {
            var row = list.Payers.Complete(follow.From(docflow, list.LinkId, list.AccountId, draftId: null, list.Days));
            return new ListedDocflow(row, follow.NextAsk(row, asked: 30), PossibleReplies.Of(docflow));
        })], cancellationToken);

    private async Task<(int Listed, DateTimeOffset? Last)> ReadTypesAsync(AccountList list, string[] types, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var seen = new HashSet<Guid>();
        DateTimeOffset? last = null;
        var skip = 0;
        for (var page = 0; page < MostPages; page++)
        {
            var filter = new DocflowFilter { Skip = skip, Take = PageSize, Type = types, UpdatedFrom = since, OrderBy = DocflowOrder.Ascending };
            var items = (await api.ListAsync(Acting.SessionOf(list.LinkId), Guid.Parse(list.AccountId), filter, cancellationToken)).DocflowsPageItem;
            await SaveAsync(list, items.Where(docflow => seen.Add(docflow.Id)).ToList(), cancellationToken);
            var end = items.Count > 0 ? items[^1].LastChangeDate : null;
            last = end ?? last;
            if (items.Count < PageSize)
            {
                return (seen.Count, last);
            }

            // A page of one moment (or one without dates) is passed by counting, everything else by its date.
            (since, skip) = end is { } moved && moved > since ? (moved, 0) : (since, skip + PageSize);
        }

        throw new InvalidOperationException($"The list of account {list.AccountId} has no end.");
    }

    // What every row of one reading needs.
    private sealed record AccountList(string LinkId, string AccountId, AccountPayers Payers, WorkingDays Days);
}
