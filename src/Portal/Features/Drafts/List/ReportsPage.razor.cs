using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Features.Accounts;
using Portal.Shell;
using Portal.Storage;
using Portal.Ui;

namespace Portal.Features.Drafts.List;

/// <summary>Reports in work: search, filter, order and page are in the address; what is chosen belongs to the page that is seen.</summary>
public sealed partial class ReportsPage(CurrentUser user, EnterAccount enter, FindDrafts find, Noticeboard noticeboard, MoscowTime time) : PortalComponent
{
    private const int PageSize = 50;
    private readonly HashSet<string> chosen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IDisposable> watched = new(StringComparer.Ordinal);
    private DraftsFound? found;
    private IReadOnlyList<BulkLine> problems = [];
    private string heading = "";
    private int asked;

    [Parameter] public Guid AccountId { get; set; }
    [SupplyParameterFromQuery(Name = "q")] private string? Search { get; set; }
    [SupplyParameterFromQuery(Name = "state")] private string? StateGiven { get; set; }
    [SupplyParameterFromQuery(Name = "sort")] private string? SortGiven { get; set; }
    [SupplyParameterFromQuery(Name = "desc")] private string? DescGiven { get; set; }
    [SupplyParameterFromQuery(Name = "page")] private int? PageGiven { get; set; }

    private DraftFilter Filter { get; set; } = new();
    private int PageNumber => Math.Clamp(PageGiven ?? 1, 1, DraftListStore.Counted / PageSize);
    private string SortKey => Filter.ByTitle ? "title" : "changed";
    private bool IsEmpty => found!.Counts.Values.Sum() == 0;
    private bool AllChosen => found!.Rows.Count > 0 && chosen.Count == found.Rows.Count;
    private IReadOnlyList<ListedDraft> Chosen => [.. found!.Rows.Where(row => chosen.Contains(row.Id))];

    // What no report is in takes no room.
    private IReadOnlyList<FilterChoice> Choices =>
    [
        new("Все", Address(state: ""), Filter.Group is null),
        .. DraftFilter.Keys.Select(pair => new FilterChoice(
                ListWords.Of(pair.Key), Address(state: pair.Value), Filter.Group == pair.Key, found!.Counts.GetValueOrDefault(pair.Key),
                found.Counts.GetValueOrDefault(pair.Key) == DraftListStore.CountedOfGroup))
            .Where(choice => choice.IsChosen || choice.Count > 0),
    ];

    protected override Task OnParametersSetAsync() => LoadAsync();

    protected override void Dispose(bool disposing)
    {
        foreach (var subscription in watched.Values)
        {
            subscription.Dispose();
        }

        base.Dispose(disposing);
    }

    private Task LoadAsync() => RunAsync(async ct =>
    {
        await enter.RunAsync(await user.ActorAsync(), AccountId, ct);
        await ReadAsync();
    });

    private async Task ReadAsync()
    {
        // Of overlapping reads (one a keystroke) only the last one counts.
        var mine = ++asked;
        var filter = DraftFilter.Read(Search, StateGiven, SortGiven, DescGiven);
        var read = await find.RunAsync(await user.ActorAsync(), AccountId.ToString(), filter, (PageNumber - 1) * PageSize, PageSize, Life);
        if (mine != asked)
        {
            return;
        }

        (Filter, found) = (filter, read);
        chosen.IntersectWith(read.Rows.Select(row => row.Id));
        Watch();
    }

    // Of reports that are seen every change is followed, of others none.
    private void Watch()
    {
        var seen = found!.Rows.Select(row => row.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in watched.Keys.Except(seen).ToList())
        {
            watched.Remove(gone, out var subscription);
            subscription!.Dispose();
        }

        foreach (var id in seen.Except(watched.Keys).ToList())
        {
            watched[id] = noticeboard.Subscribe(Draft.Topic(id), () => RedrawAsync(ReadAsync));
        }
    }

    private void Choose(string id)
    {
        if (!chosen.Remove(id))
        {
            chosen.Add(id);
        }
    }

    private void ChooseAll()
    {
        if (AllChosen)
        {
            chosen.Clear();
        }
        else
        {
            chosen.UnionWith(found!.Rows.Select(row => row.Id));
        }
    }

    private void Clear() => chosen.Clear();

    private async Task DoneAsync(BulkDone done)
    {
        (heading, problems) = (done.Heading, [.. done.Lines.Where(line => line.Problem is not null)]);
        chosen.IntersectWith(problems.Select(line => line.DraftId));
        await RunAsync(_ => ReadAsync());
    }

    private void Forget() => problems = [];

    private string Address(string? state = null, string? sort = null, bool? desc = null, int page = 1) =>
        PortalUrls.ReportsSearch(AccountId, Search, state ?? StateGiven, sort ?? SortGiven, desc ?? Filter.Descending, page);
}
