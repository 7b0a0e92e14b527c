using Quartz;

namespace Portal.Features.Docflows.Replies;

/// <summary>Every two seconds: settles answers. Started by the schedule of <c>Hosting/Jobs</c>.</summary>
[DisallowConcurrentExecution]
public sealed class RepliesJob(SettleReplies settle) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await settle.RunAsync(cancellationToken);
}
