using Quartz;

namespace Portal.Features.AccountLinks;

/// <summary>Every ten seconds: carries out moves that are due.</summary>
[DisallowConcurrentExecution]
public sealed class RelinksJob(CarryOutRelinks carryOut) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await carryOut.RunAsync(cancellationToken);
}
