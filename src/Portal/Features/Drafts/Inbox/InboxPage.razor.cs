using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Features.Accounts;
using Portal.Storage;
using Portal.Ui;

namespace Portal.Features.Drafts.Inbox;

/// <summary>What colleagues ask this person to sign, in every account.</summary>
public sealed partial class InboxPage(CurrentUser user, EnterAccount enter, ListInbox list, Noticeboard noticeboard, MoscowTime time) : PortalComponent
{
    private bool loaded;
    private IReadOnlyList<SignatureRequest> rows = [];
    private string? subscribed;

    [Parameter] public Guid AccountId { get; set; }

    protected override Task OnParametersSetAsync() => LoadAsync();

    private Task LoadAsync() => RunAsync(async ct =>
    {
        await enter.RunAsync(await user.ActorAsync(), AccountId, ct);
        await ReadAsync();
        loaded = true;
    });

    private async Task ReadAsync()
    {
        var link = await user.LinkIdAsync(Life);
        if (subscribed != link)
        {
            subscribed = link;
            Own(noticeboard.Subscribe(SignatureRequest.Topic(link), () => RedrawAsync(ReadAsync)));
        }

        rows = await list.RunAsync(await user.ActorAsync(), Life);
    }
}
