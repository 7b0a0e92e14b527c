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
        var names = await store.PayerNamesAsync(linkId, accountId, cancellationToken);
        var days = await calendars.ReadAsync(cancellationToken);

        // The untyped list comes first: what changes while the others are read lies behind its mark, and is read next time.
        var (listed, last) = await ReadTypesAsync(linkId, accountId, [], since, names, days, cancellationToken);
        foreach (var types in everything ? LeftOut.Select(type => new[] { type }) : [LeftOut])
        {
            listed += (await ReadTypesAsync(linkId, accountId, types, since, names, days, cancellationToken)).Listed;
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
        return listed;
    }

    /// <summary>Reads the inventories that answer a demand's attachments: no list of an account need show them (contract drafts 5.1). Of each attachment at most 100.</summary>
    /// <exception cref="Portal.Integrations.Http.VendorException">Kontur did not answer.</exception>
    internal async Task ReadInventoriesAsync(DocflowEntry demand, IReadOnlyList<Guid> attachments, CancellationToken cancellationToken)
    {
        var names = await store.PayerNamesAsync(demand.LinkId, demand.AccountId, cancellationToken);
        var days = await calendars.ReadAsync(cancellationToken);
        foreach (var attachment in attachments.Take(MostAttachments))
        {
            var filter = new DocflowFilter { Take = 100, OrderBy = DocflowOrder.Descending, UpdatedFrom = clock.GetUtcNow().AddYears(-options.Value.Years) };
            var page = await api.ListInventoriesAsync(Acting.SessionOf(demand.LinkId), Guid.Parse(demand.AccountId), Guid.Parse(demand.DocflowId), attachment, filter, cancellationToken);
            await SaveAsync(demand.LinkId, demand.AccountId, page.DocflowsPageItem, names, days, cancellationToken);
        }
    }

    private Task SaveAsync(string linkId, string accountId, IEnumerable<Docflow> docflows, ILookup<string, string> names, WorkingDays days, CancellationToken cancellationToken)
    {
        var rows = docflows.Select(docflow => (Row: follow.From(docflow, linkId, accountId, draftId: null, days), Replies: PossibleReplies.Of(docflow)));
        return store.SaveListedAsync(
            [.. rows.Select(one => new ListedDocflow(one.Row with { PayerName = names[one.Row.PayerInn].FirstOrDefault() }, follow.NextAsk(one.Row, asked: 30), one.Replies))], cancellationToken);
    }

    private async Task<(int Listed, DateTimeOffset? Last)> ReadTypesAsync(
        string linkId, string accountId, string[] types, DateTimeOffset since, ILookup<string, string> names, WorkingDays days, CancellationToken cancellationToken)
    {
        var seen = new HashSet<Guid>();
        DateTimeOffset? last = null;
        var skip = 0;
        for (var page = 0; page < MostPages; page++)
        {
            var filter = new DocflowFilter { Skip = skip, Take = PageSize, Type = types, UpdatedFrom = since, OrderBy = DocflowOrder.Ascending };
            var items = (await api.ListAsync(Acting.SessionOf(linkId), Guid.Parse(accountId), filter, cancellationToken)).DocflowsPageItem;
            await SaveAsync(linkId, accountId, items.Where(docflow => seen.Add(docflow.Id)).ToList(), names, days, cancellationToken);
            var end = items.Count > 0 ? items[^1].LastChangeDate : null;
            last = end ?? last;
            if (items.Count < PageSize)
            {
                return (seen.Count, last);
            }

            // A page of one moment (or one without dates) is passed by counting, everything else by its date.
            (since, skip) = end is { } moved && moved > since ? (moved, 0) : (since, skip + PageSize);
        }

        throw new InvalidOperationException($"The list of account {accountId} has no end.");
    }
}
