using Quartz;

namespace Portal.Features.Goskey.Sending;

/// <summary>Every second: sends what has its turn. It runs as long as something is being sent, and looks for newcomers itself.</summary>
[DisallowConcurrentExecution]
public sealed class GoskeySendingJob(SendPackages send) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await send.RunAsync(cancellationToken);
}

/// <summary>Every two seconds: asks about sendings without an answer. A job of its own, so that a long upload does not keep it waiting.</summary>
[DisallowConcurrentExecution]
public sealed class GoskeySettlingJob(SettlePackages settle) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await settle.RunAsync(cancellationToken);
}
