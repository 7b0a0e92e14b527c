using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Features.Accounts;
using Portal.Shell;
using Portal.Storage;
using Portal.Ui;

namespace Portal.Features.Drafts;

/// <summary>The last look before an irreversible step, and the step itself.</summary>
public sealed partial class ReviewPage(
    CurrentUser user, EnterAccount enter, ReadReport read, SendDraft send, SentFileStore sent, Noticeboard noticeboard, NavigationManager navigation, MoscowTime time) : PortalComponent
{
    private ReportView? view;
    private IReadOnlyList<SentBefore> questions = [];
    private DateTimeOffset? allowed;
    private string? subscribed;

    [Parameter] public Guid AccountId { get; set; }
    [Parameter] public string DraftId { get; set; } = "";

    protected override async Task OnParametersSetAsync()
    {
        await LoadAsync();
        if (view is not null && subscribed != DraftId)
        {
            subscribed = DraftId;
            Own(noticeboard.Subscribe(Draft.Topic(DraftId), () => RedrawAsync(ReadAsync)));
        }
    }

    private Task LoadAsync() => RunAsync(async ct =>
    {
        await enter.RunAsync(await user.ActorAsync(), AccountId, ct);
        await ReadAsync();
    });

    private async Task ReadAsync()
    {
        view = await read.RunAsync(await user.ActorAsync(), AccountId.ToString(), DraftId, Life);
        var before = await sent.BeforeAsync(DraftId, Life);
        (questions, allowed) = ([.. before.Where(one => one.AllowedAt is null)], before.Max(one => one.AllowedAt));
        if (view.EntryId is { } entry)
        {
            navigation.NavigateTo(PortalUrls.Docflow(AccountId, entry), replace: true);
        }
    }

    private Task SendAsync() => RunAsync(async ct =>
    {
        // Whatever the outcome, the page shows what the store says of it.
        await send.RunAsync(await user.ActorAsync(), DraftId, ct);
        await ReadAsync();
    });
}
