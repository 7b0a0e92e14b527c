using Portal.Access;
using Portal.Shell;
using Portal.Ui;

namespace Portal.Features.Drafts.Stuck;

/// <summary>Operations that keep failing, for administrators.</summary>
public sealed partial class StuckPage(CurrentUser user, ListStuck list, HeaderState header, MoscowTime time) : PortalComponent
{
    private IReadOnlyList<StuckOperation>? rows;

    protected override void OnInitialized() => header.ShowNoAccount();

    protected override Task OnParametersSetAsync() => LoadAsync();

    private Task LoadAsync() => RunAsync(async ct => rows = await list.RunAsync(await user.ActorAsync(), ct));
}
