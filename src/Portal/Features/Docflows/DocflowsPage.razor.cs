using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Features.Accounts;
using Portal.Storage;
using Portal.Ui;

namespace Portal.Features.Docflows;

/// <summary>Everything sent from an account, newest first; what is stored shows at once, Kontur's answer follows.</summary>
public sealed partial class DocflowsPage(CurrentUser user, EnterAccount enter, DocflowStore store, RefreshDocflows refresh, Noticeboard noticeboard, MoscowTime time)
    : PortalComponent
{
    private const int PageSize = 50;
    private bool loaded;
    private IReadOnlyList<DocflowEntry> rows = [];
    private int total;
    private DateTimeOffset? refreshedAt;
    private Guid subscribed;

    [Parameter] public Guid AccountId { get; set; }
    [SupplyParameterFromQuery(Name = "page")] private int? PageGiven { get; set; }

    private int PageNumber => Math.Max(1, PageGiven ?? 1);

    protected override async Task OnParametersSetAsync()
    {
        var entered = await RunAsync(async ct =>
        {
            await enter.RunAsync(await user.ActorAsync(), AccountId, ct);
            await ReadAsync();
            loaded = total > 0;
        });
        if (entered && subscribed != AccountId)
        {
            subscribed = AccountId;
            var topic = DocflowEntry.ListTopic(await user.LinkIdAsync(Life), AccountId.ToString());
            Own(noticeboard.Subscribe(topic, () => RedrawAsync(ReadAsync)));
            StateHasChanged();
            await RefreshAsync();
        }
    }

    private Task RefreshAsync() => RunAsync(async ct =>
    {
        await refresh.RunAsync(await user.ActorAsync(), AccountId.ToString(), ct);
        await ReadAsync();
        loaded = true;
    });

    private async Task ReadAsync()
    {
        var link = await user.LinkIdAsync(Life);
        (rows, total) = await store.PageAsync(link, AccountId.ToString(), (PageNumber - 1) * PageSize, PageSize, Life);
        refreshedAt = await store.RefreshedAtAsync(link, AccountId.ToString(), Life);
        loaded |= refreshedAt is not null;
    }
}
