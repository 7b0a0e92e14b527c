using Portal.Features.Drafts.List;
using Quartz;

namespace Portal.Features.Drafts;

/// <summary>Every second: settles sendings, then asks about running tasks. Started by the schedule of <c>Hosting/Jobs</c>.</summary>
[DisallowConcurrentExecution]
public sealed class DraftTasksJob(SettleSends settle, FollowDraftTasks follow, IndexDrafts index) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        await settle.RunAsync(cancellationToken);
        await follow.RunAsync(cancellationToken);
        await index.RunAsync(cancellationToken);
    }
}
