using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Shell;
using Portal.Storage;
using Portal.Ui;

namespace Portal.Features.Goskey.List;

/// <summary>The actor's packages: search, filter and page are in the address; the page reads the store again at every notice.</summary>
public sealed partial class PackagesPage(CurrentUser user, FindPackages find, HeaderState header, Noticeboard noticeboard, TimeProvider clock) : PortalComponent
{
    private const int PageSize = 50;
    private PackagesFound? found;
    private DateTimeOffset now;
    private int asked;

    [SupplyParameterFromQuery(Name = "q")] private string? Search { get; set; }
    [SupplyParameterFromQuery(Name = "state")] private string? GroupGiven { get; set; }
    [SupplyParameterFromQuery(Name = "page")] private int? PageGiven { get; set; }

    private int PageNumber => Math.Clamp(PageGiven ?? 1, 1, 1_000_000);

    private IReadOnlyList<FilterChoice> Choices =>
        [.. PackageGroups.All.Select(choice => new FilterChoice(choice.Text, PortalUrls.GoskeySearch(Search, choice.Key), PackageGroups.Of(GroupGiven) == choice.Group))];

    protected override async Task OnInitializedAsync()
    {
        header.ShowNoAccount();
        var actor = await user.ActorAsync();
        Own(noticeboard.Subscribe(Package.TopicOf(actor.PersonId), () => RedrawAsync(() => ReadAsync(Life))));
    }

    protected override Task OnParametersSetAsync() => LoadAsync();

    private Task LoadAsync() => RunAsync(ReadAsync);

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        // Of overlapping reads (one a keystroke) only the last one counts.
        var mine = ++asked;
        var filter = new PackageFilter(Search, PackageGroups.Of(GroupGiven));
        var read = await find.RunAsync(await user.ActorAsync(), filter, (PageNumber - 1) * PageSize, PageSize, cancellationToken);
        (found, now) = mine == asked ? (read, clock.GetUtcNow()) : (found, now);
    }
}
