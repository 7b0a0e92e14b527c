using Quartz;

namespace Portal.Features.Drafts;

/// <summary>Every second: asks about print forms under way. Started by the schedule of <c>Hosting/Jobs</c>.</summary>
[DisallowConcurrentExecution]
public sealed class PrintFormsJob(FollowPrintForms follow) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await follow.RunAsync(cancellationToken);
}
