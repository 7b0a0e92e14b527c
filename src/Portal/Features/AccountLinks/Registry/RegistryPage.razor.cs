using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Shell;
using Portal.Ui;

namespace Portal.Features.AccountLinks.Registry;

/// <summary>The registry: search, what expires, the way to everything that changes it. Filter and page are in the address.</summary>
public sealed partial class RegistryPage(CurrentUser user, FindCertificates find, HeaderState header, TimeProvider clock) : PortalComponent
{
    private const int PageSize = 50;
    private RegistryFound? found;
    private int asked;
    private DateTimeOffset now;

    [SupplyParameterFromQuery(Name = "q")] private string? Search { get; set; }
    [SupplyParameterFromQuery(Name = "state")] private string? StateGiven { get; set; }
    [SupplyParameterFromQuery(Name = "sort")] private string? SortGiven { get; set; }
    [SupplyParameterFromQuery(Name = "desc")] private string? DescGiven { get; set; }
    [SupplyParameterFromQuery(Name = "page")] private int? PageGiven { get; set; }

    private RegistryFilter Filter { get; set; } = new();

    private int PageNumber => Math.Clamp(PageGiven ?? 1, 1, 1_000_000);

    private string SortKey => Filter.Sort == RegistrySort.End ? "end" : "name";

    private int Shown => string.IsNullOrWhiteSpace(Filter.Search) ? found!.Total : Math.Min(found!.Total, RegistryStore.MostFound);

    private bool IsEmpty => found!.Total == 0 && Filter is { State: RegistryState.All } && string.IsNullOrWhiteSpace(Filter.Search);

    private string EmptyText => (string.IsNullOrWhiteSpace(Search), Filter.State) switch
    {
        (true, RegistryState.Expired) => "Истёкших сертификатов нет.",
        (true, _) => "В ближайшие 30 дней ни один сертификат не истекает.",
        (_, RegistryState.All) => $"По запросу «{Search}» записей нет. Проверьте, нет ли опечаток.",
        _ => $"По запросу «{Search}» с этим сроком действия записей нет.",
    };

    private IReadOnlyList<FilterChoice> Choices =>
    [
        new("Все", Address(state: ""), Filter.State == RegistryState.All),
        new("Истекают в течение 30 дней", Address(state: "expiring"), Filter.State == RegistryState.Expiring, Counted(found!.Expiring)),
        new("Истекли", Address(state: "expired"), Filter.State == RegistryState.Expired, Counted(found!.Expired)),
    ];

    // The figures are of the whole registry; beside a search they would be taken for what it finds.
    private int? Counted(int count) => string.IsNullOrWhiteSpace(Filter.Search) ? count : null;

    protected override void OnInitialized() => header.ShowNoAccount();

    protected override Task OnParametersSetAsync() => LoadAsync();

    private Task LoadAsync() => RunAsync(async ct =>
    {
        // Of overlapping reads (one a keystroke) only the last one counts.
        var mine = ++asked;
        now = clock.GetUtcNow();
        var state = StateGiven switch { "expiring" => RegistryState.Expiring, "expired" => RegistryState.Expired, _ => RegistryState.All };
        var sort = SortGiven == "end" || (SortGiven is null && state == RegistryState.Expiring) ? RegistrySort.End : RegistrySort.Name;
        var filter = new RegistryFilter(Search, state, sort, DescGiven is not null);
        var read = await find.RunAsync(await user.ActorAsync(), filter, (PageNumber - 1) * PageSize, PageSize, ct);
        (Filter, found) = mine == asked ? (filter, read) : (Filter, found);
    });

    private string Address(string? state = null, string? sort = null, bool? desc = null, int page = 1) =>
        PortalUrls.RegistrySearch(Search, state ?? StateGiven, sort ?? (state is null ? SortGiven : null), desc ?? (state is null && Filter.Descending), page);

    private (string Word, StatusTone Tone)? Ending(IssuedCertificate row) =>
        row.ValidUntil < now ? ("Истёк", StatusTone.Refused)
        : row.ValidUntil < now + RegistryFilter.Soon ? ("Истекает", StatusTone.NeedsYou)
        : null;
}
