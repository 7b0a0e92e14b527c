using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Storage;
using Portal.Ui;

namespace Portal.Features.Goskey.List;

/// <summary>The packages of a list of people, with a result for each.</summary>
public sealed partial class GroupPanel(CurrentUser user, FindPackages find, Noticeboard noticeboard, TimeProvider clock) : PortalComponent
{
    private const int PageSize = 50;
    private PackagesFound? found;
    private int signed;
    private int needYou;
    private DateTimeOffset now;

    [Parameter, EditorRequired] public Package Package { get; set; } = null!;
    [Parameter, EditorRequired] public IReadOnlyList<PackageDocument> Documents { get; set; } = [];
    [SupplyParameterFromQuery(Name = "page")] private int? PageGiven { get; set; }

    private int PageNumber => Math.Clamp(PageGiven ?? 1, 1, 1_000_000);

    protected override void OnInitialized() => Own(noticeboard.Subscribe(Package.TopicOf(Package.PersonId), () => RedrawAsync(() => ReadAsync(Life))));

    protected override Task OnParametersSetAsync() => LoadAsync();

    private Task LoadAsync() => RunAsync(ReadAsync);

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var (actor, filter) = (await user.ActorAsync(), new PackageFilter(GroupId: Package.Id));
        found = await find.RunAsync(actor, filter, (PageNumber - 1) * PageSize, PageSize, cancellationToken);
        signed = (await find.RunAsync(actor, filter with { Group = PackageGroup.Signed }, 0, 1, cancellationToken)).Total;
        needYou = (await find.RunAsync(actor, filter with { Group = PackageGroup.NeedsYou }, 0, 1, cancellationToken)).Total;
        now = clock.GetUtcNow();
    }
}
