using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Features.Accounts;
using Portal.Shell;
using Portal.Storage;
using Portal.Ui;

namespace Portal.Features.Confirmations.Batches;

/// <summary>A queue of signatures or decryptions: says beforehand how many codes there will be, shows the one at its turn, lists what failed. The queue lives in the store.</summary>
public sealed partial class BatchPage(
    CurrentUser user, EnterAccount enter, BatchStore store, SigningStore signings, FindSigningWay ways, ContinueBatch goOn, PauseBatch pause, RepeatBatch repeat, ConfirmSigning confirm,
    AskNewCode newCode, LeaveSigning leave, Noticeboard noticeboard) : PortalComponent
{
    private SigningBatch? batch;
    private IReadOnlyList<BatchItem> items = [];
    private Signing? current;
    private Signing? shown;
    private ConfirmOutcome? outcome;
    private SigningWay? way;
    private string? subscribed;

    [Parameter] public Guid AccountId { get; set; }
    [Parameter] public string BatchId { get; set; } = "";

    private int Signed => items.Count(item => item.State == BatchItemState.Signed);
    private int Failed => items.Count(item => item.State == BatchItemState.Failed);
    private int Whole => items.Count(item => item.State != BatchItemState.Refused);
    private bool HasNext => items.Any(item => item.State is BatchItemState.Waiting or BatchItemState.Current);

    private string Heading => BatchWords.Heading(Whole, way, batch!.Kind);
    private (string Word, StatusTone Tone) Chip => BatchWords.State(batch!.State, Failed, Whole, batch.Kind);
    private bool Decrypts => batch!.Kind == SigningKind.Decryption;

    // A queue of decryptions belongs to one docflow: the subject begins with our id of it.
    private string Back => Decrypts && items is [var first, ..] ? PortalUrls.Docflow(AccountId, first.SubjectId.Split('/')[0]) : PortalUrls.Reports(AccountId);
    private string Explanation => BatchWords.Explanation(batch!, Failed, way);

    protected override Task OnParametersSetAsync() => LoadAsync();

    private Task LoadAsync() => RunAsync(async ct =>
    {
        await enter.RunAsync(await user.ActorAsync(), AccountId, ct);
        await ReadAsync();
    });

    private async Task ReadAsync()
    {
        var link = await user.LinkIdAsync(Life);
        if (await store.FindAsync(link, BatchId, Life) is not { } found || found.AccountId != AccountId.ToString())
        {
            throw new AccessDeniedException();
        }

        if (subscribed != link)
        {
            subscribed = link;
            Own(noticeboard.Subscribe(Signing.Topic(link), () => RedrawAsync(NoticedAsync)));
        }

        (batch, items) = (found, await store.ItemsAsync(BatchId, Life));
        way ??= await ways.RunAsync(await user.ActorAsync(), batch.Thumbprint, Life);
        current = items.FirstOrDefault(item => item.State == BatchItemState.Current) is { } item && await signings.LatestAsync(link, item.SubjectId, Life) is { } latest
            && latest.BatchId == BatchId ? latest : null;
        shown = shown is null ? null : current;
        current = current is { IsOpen: true } ? current : null;
    }

    // What was confirmed or declined on the phone while the person looks leads to the next.
    private async Task NoticedAsync()
    {
        await ReadAsync();
        if (shown is { IsOpen: false } && !Busy && batch is { State: BatchState.Running })
        {
            await ContinueAsync();
        }
    }

    private Task ContinueAsync() => RunAsync(async ct =>
    {
        outcome = null;
        shown = await goOn.RunAsync(await user.ActorAsync(), BatchId, ct);
        await ReadAsync();
    });

    private async Task ConfirmAsync(string code)
    {
        var done = await RunAsync(async ct =>
        {
            outcome = shown is null ? null : await confirm.RunAsync(await user.ActorAsync(), shown.Id, code, ct);
            await ReadAsync();
        });
        if (done && outcome is ConfirmOutcome.Confirmed or ConfirmOutcome.Over && batch is { State: BatchState.Running })
        {
            await ContinueAsync();
        }
    }

    private Task NewCodeAsync() => RunAsync(async ct =>
    {
        outcome = null;
        shown = shown is null ? null : await newCode.RunAsync(await user.ActorAsync(), shown.Id, ct);
        await ReadAsync();
    });

    private Task SkipAsync() => RunAsync(async ct =>
    {
        if (shown is { IsOpen: true } skipped)
        {
            await leave.RunAsync(await user.ActorAsync(), skipped.Id, ct);
        }

        shown = await goOn.RunAsync(await user.ActorAsync(), BatchId, ct);
        await ReadAsync();
    });

    private Task PauseAsync() => RunAsync(async ct =>
    {
        await pause.RunAsync(await user.ActorAsync(), BatchId, ct);
        await ReadAsync();
    });

    private async Task RepeatAsync()
    {
        if (await RunAsync(async ct => await repeat.RunAsync(await user.ActorAsync(), BatchId, ct)))
        {
            await ContinueAsync();
        }
    }

    private void Close() => (shown, outcome) = (null, null);

    private (string Word, StatusTone Tone) WordOf(BatchItem item) => BatchWords.Of(item.State, current, batch!.Kind);
}
