using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Shell;
using Portal.Ui;

namespace Portal.Features.AccountLinks;

/// <summary>The links: search and filter are in the address.</summary>
public sealed partial class LinksPage(CurrentUser user, FindLinks find, HeaderState header, MoscowTime time) : PortalComponent
{
    private const int PageSize = 50;
    private LinksFound? found;
    private int asked;

    [SupplyParameterFromQuery(Name = "q")] private string? Search { get; set; }
    [SupplyParameterFromQuery(Name = "state")] private string? StateGiven { get; set; }
    [SupplyParameterFromQuery(Name = "page")] private int? PageGiven { get; set; }

    private int PageNumber => Math.Clamp(PageGiven ?? 1, 1, AccountLinkStore.Counted / PageSize);

    private bool IsEmpty => found!.Counts.Values.Sum() == 0;

    // What nobody is in takes no room.
    private IReadOnlyList<FilterChoice> Choices => [.. All.Where(choice => choice.IsChosen || choice.Count is not 0)];

    private IReadOnlyList<FilterChoice> All =>
    [
        Choice("Все", null, null),
        Choice("Ждут решения", "awaiting", LinkState.AwaitingApproval),
        Choice("Действуют", "active", LinkState.Active),
        Choice("Заблокированы", "blocked", LinkState.Blocked),
        Choice("Отказ Контура", "refused", LinkState.Refused),
        Choice("Сняты", "unlinked", LinkState.Unlinked),
        new("Перепривязка", PortalUrls.LinksSearch(Search, "relinking"), StateGiven == "relinking", found!.OpenRelinks),
        Choice("Другой телефон в реестре", "changed", null),
    ];

    protected override void OnInitialized() => header.ShowNoAccount();

    protected override Task OnParametersSetAsync() => LoadAsync();

    private FilterChoice Choice(string text, string? key, LinkState? state) =>
        new(text, PortalUrls.LinksSearch(Search, key), StateGiven == key, state is { } one ? found!.Counts.GetValueOrDefault(one) : null, state is { } counted && found!.Counts.GetValueOrDefault(counted) == AccountLinkStore.CountedOfState);

    private Task LoadAsync() => RunAsync(async ct =>
    {
        // Of overlapping reads (one a keystroke) only the last one counts.
        var mine = ++asked;
        var read = await find.RunAsync(await user.ActorAsync(), LinkFilter.Read(Search, StateGiven), (PageNumber - 1) * PageSize, PageSize, ct);
        found = mine == asked ? read : found;
    });
}
