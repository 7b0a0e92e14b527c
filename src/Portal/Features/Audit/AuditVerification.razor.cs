using Portal.Access;
using Portal.Ui;

namespace Portal.Features.Audit;

/// <summary>The button that checks the whole chain, its progress and what it found.</summary>
public sealed partial class AuditVerification(CurrentUser user, VerifyAudit verify, TimeProvider clock) : PortalComponent
{
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(200);
    private AuditProgress? progress;
    private AuditVerdict? verdict;
    private CancellationTokenSource? stop;
    private long drawn;

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        stop?.Dispose();
    }

    private async Task CheckAsync()
    {
        (verdict, progress, drawn) = (null, new(0, 0), clock.GetTimestamp());
        await RunAsync(async ct =>
        {
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(ct);
            stop = linked;
            try
            {
                verdict = await verify.RunAsync(await user.ActorAsync(), new Shown(Show), linked.Token);
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                // Stopped by the button: nothing is known, as before.
                progress = null;
            }
            finally
            {
                stop = null;
            }
        });
        progress = null;
    }

    private void Stop() => stop?.Cancel();

    private void Show(AuditProgress value)
    {
        progress = value;
        if (clock.GetElapsedTime(drawn) > Redraw)
        {
            drawn = clock.GetTimestamp();
            _ = RedrawAsync();
        }
    }

    // Progress<T> would post to the thread pool and draw out of turn.
    private sealed class Shown(Action<AuditProgress> show) : IProgress<AuditProgress>
    {
        public void Report(AuditProgress value) => show(value);
    }
}
