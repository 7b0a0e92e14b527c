using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using Portal.Access;
using Portal.Features.AccountLinks.Registry;
using Portal.Hosting.Mail;
using Portal.Shell;
using Portal.Storage;
using Portal.Ui;

namespace Portal.Features.Linking;

/// <summary>«Проверьте, это вы?»: the first sign-in of a person, and whatever keeps them from being linked.</summary>
public sealed partial class LinkPage(
    CurrentUser user, FindRegistryRows registry, LinkToKontur link, DisputeIdentity dispute, PersonStore people, LinkStore links, IOptions<LinkingOptions> options, IOptions<MailOptions> mail,
    Noticeboard noticeboard, NavigationManager navigation) : PortalComponent
{
    private bool loaded;
    private bool notMe;
    private Identity? identity;
    private LinkOutcome? outcome;
    private string personName = "";
    private string partnerUserId = "";

    // Whatever an administrator decides meanwhile, the page learns of it.
    protected override async Task OnInitializedAsync()
    {
        await LoadAsync();
        await RunAsync(async _ =>
        {
            var person = (await user.ActorAsync()).PersonId;
            Own(noticeboard.Subscribe(ProveLink.Topic(person), () => RedrawAsync(() => Busy ? Task.CompletedTask : ReadAsync(Life))));
        });
    }

    private Task LoadAsync() => RunAsync(ReadAsync);

    private async Task ReadAsync(CancellationToken ct)
    {
        var actor = await user.ActorAsync();
        var known = await links.FindOfPersonAsync(actor.PersonId, ct);
        if (known is { State: LinkState.Active })
        {
            navigation.NavigateTo(PortalUrls.Home, replace: true);
            return;
        }

        outcome = known switch
        {
            { State: LinkState.AwaitingApproval } => new LinkOutcome.AwaitingApproval(),
            { State: LinkState.Blocked } => new LinkOutcome.Blocked(),
            { State: LinkState.Refused } => new LinkOutcome.Refused(known.RefusalCode ?? "UnknownError", known.RefusalTrace),
            _ => null,
        };
        identity = await registry.RunAsync(actor, ct) is [var row, ..] ? Identity.Of(row) : null;
        (personName, partnerUserId) = (actor.Name, (await people.FindAsync(actor.PersonId, ct))?.Subject ?? "");
        loaded = true;
    }

    private Task ConfirmAsync() => RunAsync(async ct =>
    {
        outcome = await link.RunAsync(await user.ActorAsync(), ct);
        if (outcome is LinkOutcome.Linked)
        {
            navigation.NavigateTo(PortalUrls.Accounts);
        }
        else if (outcome is LinkOutcome.NotInRegistry)
        {
            identity = null;
        }
    });

    private Task DisputeAsync() => RunAsync(async ct => notMe = await dispute.RunAsync(await user.ActorAsync(), ct));
}
