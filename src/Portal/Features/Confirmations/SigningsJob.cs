using Quartz;

namespace Portal.Features.Confirmations;

/// <summary>Every second: follows signatures that wait on a phone or whose confirmation lost its answer.</summary>
[DisallowConcurrentExecution]
public sealed class SigningsJob(FollowSignings follow) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await follow.RunAsync(cancellationToken);
}
