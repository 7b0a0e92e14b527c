using Quartz;

namespace Portal.Features.Docflows;

/// <summary>Every two seconds: asks about docflows whose answer is due.</summary>
[DisallowConcurrentExecution]
public sealed class DocflowsJob(FollowDocflows follow) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await follow.RunAsync(cancellationToken);
}
