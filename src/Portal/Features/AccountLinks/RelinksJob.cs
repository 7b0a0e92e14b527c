using Quartz;

namespace Portal.Features.AccountLinks;

/// <summary>Every ten seconds: carries out moves that are due, and makes links findable by what the registry says now.</summary>
[DisallowConcurrentExecution]
public sealed class RelinksJob(CarryOutRelinks carryOut, IndexLinks index) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        await carryOut.RunAsync(cancellationToken);
        await index.RunAsync(cancellationToken);
    }
}
