using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Access;
using Portal.Features.Confirmations;
using Portal.Features.Confirmations.Batches;
using Portal.Features.Docflows;
using Portal.Features.Docflows.List;
using Portal.Features.Drafts.Inbox;
using Portal.Features.Goskey;
using Portal.Hosting;
using Portal.Storage;
using Portal.Ui;

namespace Portal.Shell;

/// <summary>Draws nothing: tells the frame who is here, what waits for them, and whether the outside is imitated.</summary>
public sealed partial class FrameData(
    HeaderState header, ListWaiting waiting, ListOpenBatches batches, CountInbox inbox, ListAwaiting awaiting, Acting acting, Noticeboard noticeboard, SimulatorAddress simulator, GoskeySwitch goskey) : PortalComponent
{
    [CascadingParameter] private Task<AuthenticationState>? Who { get; set; }

    protected override async Task OnInitializedAsync()
    {
        header.ShowSimulator(simulator.Address is { } address ? new Uri(address) : null);
        if (Who is null || (await Who).User is not { Identity.IsAuthenticated: true } user)
        {
            header.ShowPerson(null, false);
            return;
        }

        var actor = Actor.From(user);
        header.ShowPerson(actor.Name, actor.IsAdmin);
        header.ShowGoskey(goskey.IsOn);
        try
        {
            var link = await acting.LinkOfAsync(actor, Life);
            header.ShowLinked(true);
            Own(noticeboard.Subscribe(Signing.Topic(link.Id), () => RedrawAsync(() => CountAsync(actor))));
            Own(noticeboard.Subscribe(SignatureRequest.Topic(link.Id), () => RedrawAsync(() => CountInboxAsync(actor))));
            Own(noticeboard.Subscribe(DocflowEntry.AwaitedTopic(link.Id), () => RedrawAsync(() => CountAwaitedAsync(actor))));
            await CountAsync(actor);
            await CountInboxAsync(actor);
            await CountAwaitedAsync(actor);
        }
        catch (NotLinkedException)
        {
            // Nothing can wait for a person who is not linked yet.
            header.ShowLinked(false);
        }
    }

    private async Task CountInboxAsync(Actor actor) => header.ShowInbox(await inbox.RunAsync(actor, Life));

    private async Task CountAwaitedAsync(Actor actor) => header.ShowAwaited(await awaiting.CountAsync(actor, Life));

    // A batch and its code that waits are one thing to do.
    private async Task CountAsync(Actor actor)
    {
        var signings = await waiting.RunAsync(actor, Life);
        header.ShowWaiting(signings.Count(signing => signing.BatchId is null) + (await batches.RunAsync(actor, Life)).Count);
    }
}
