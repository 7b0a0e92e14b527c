using Quartz;

namespace Portal.Features.Goskey.Tracking;

/// <summary>Every five seconds: asks about packages that are due. Started by the schedule of <c>Hosting/Jobs</c>.</summary>
[DisallowConcurrentExecution]
public sealed class GoskeyTrackingJob(GoskeySwitch goskey, TrackPackages track) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        if (goskey.IsOn)
        {
            await track.RunAsync(cancellationToken);
        }
    }
}
