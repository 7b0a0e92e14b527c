using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Features.Accounts;
using Portal.Features.Confirmations.Batches;
using Portal.Storage;
using Portal.Ui;

namespace Portal.Features.Confirmations;

/// <summary>Where the badge in the header leads: signatures that wait for this person, in every account.</summary>
public sealed partial class WaitingPage(CurrentUser user, EnterAccount enter, SigningStore store, BatchStore batchStore, Noticeboard noticeboard, MoscowTime time) : PortalComponent
{
    private bool loaded;
    private IReadOnlyList<Signing> rows = [];
    private IReadOnlyList<OpenBatch> batches = [];
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
            Own(noticeboard.Subscribe(Signing.Topic(link), () => RedrawAsync(ReadAsync)));
        }

        rows = [.. (await store.WaitingAsync(link, Life)).Where(signing => signing.BatchId is null)];
        batches = await batchStore.OpenAsync(link, Life);
    }
}
