using Quartz;

namespace Portal.Features.Audit;

/// <summary>Once a day: trims what is too old and writes the end of the chain to the log.</summary>
[DisallowConcurrentExecution]
public sealed class AuditDailyJob(TrimAudit trim, AuditHeadLog head) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        await trim.RunAsync(cancellationToken);
        await head.WriteAsync(cancellationToken);
    }
}
