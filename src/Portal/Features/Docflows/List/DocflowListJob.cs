using Quartz;

namespace Portal.Features.Docflows.List;

/// <summary>Every ten seconds: brings the lists that are due up to date.</summary>
[DisallowConcurrentExecution]
public sealed class DocflowListJob(FollowDocflowLists follow) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await follow.RunAsync(cancellationToken);
}
