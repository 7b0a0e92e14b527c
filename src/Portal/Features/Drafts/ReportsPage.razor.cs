using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Features.Accounts;
using Portal.Features.Confirmations;
using Portal.Ui;

namespace Portal.Features.Drafts;

/// <summary>Unfinished reports of an account.</summary>
public sealed partial class ReportsPage(CurrentUser user, EnterAccount enter, DraftStore store, ListWaiting waiting, MoscowTime time) : PortalComponent
{
    private bool loaded;
    private IReadOnlyList<Draft> drafts = [];
    private IReadOnlyDictionary<string, SigningWay> waits = new Dictionary<string, SigningWay>();

    [Parameter] public Guid AccountId { get; set; }

    protected override Task OnParametersSetAsync() => LoadAsync();

    private Task LoadAsync() => RunAsync(async ct =>
    {
        var actor = await user.ActorAsync();
        await enter.RunAsync(actor, AccountId, ct);
        waits = (await waiting.RunAsync(actor, ct)).ToDictionary(signing => signing.DraftId, signing => signing.Way);
        drafts = await store.UnfinishedAsync(await user.LinkIdAsync(ct), AccountId.ToString(), ct);
        loaded = true;
    });
}
