using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Features.Accounts;
using Portal.Ui;

namespace Portal.Features.Drafts;

/// <summary>Unfinished reports of an account.</summary>
public sealed partial class ReportsPage(CurrentUser user, EnterAccount enter, DraftStore store, MoscowTime time) : PortalComponent
{
    private bool loaded;
    private IReadOnlyList<Draft> drafts = [];

    [Parameter] public Guid AccountId { get; set; }

    protected override Task OnParametersSetAsync() => LoadAsync();

    private Task LoadAsync() => RunAsync(async ct =>
    {
        await enter.RunAsync(await user.ActorAsync(), AccountId, ct);
        drafts = await store.UnfinishedAsync(await user.LinkIdAsync(ct), AccountId.ToString(), ct);
        loaded = true;
    });
}
