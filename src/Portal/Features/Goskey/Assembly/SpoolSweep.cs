namespace Portal.Features.Goskey.Assembly;

/// <summary>At start, before any job: what a killed portal left in the spool is removed.</summary>
public sealed partial class SpoolSweep(Spool spool, ILogger<SpoolSweep> logger) : IHostedService
{
    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (spool.SweepAll() is > 0 and var left)
            {
                LogSwept(left);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            LogNotSwept(error.Message);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Information, Message = "Swept {Count} unsent packages of Goskey from the spool")]
    private partial void LogSwept(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The spool of Goskey was not swept: {Reason}")]
    private partial void LogNotSwept(string reason);
}
