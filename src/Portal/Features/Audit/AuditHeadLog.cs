namespace Portal.Features.Audit;

/// <summary>
/// Writes the end of the chain to the log, which is kept elsewhere: at the start, at the stop and once a day. Whoever puts the database back to an older state
/// cannot take that line back. At the start it also seals the rows written before there was a chain.
/// </summary>
public sealed partial class AuditHeadLog(AuditStore store, ILogger<AuditHeadLog> logger) : IHostedService
{
    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (await store.SealOldRowsAsync(cancellationToken) is > 0 and var sealedRows)
        {
            LogSealed(sealedRows);
        }

        await WriteAsync(cancellationToken);
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => WriteAsync(cancellationToken);

    /// <summary>One line: sequence and hash, as <c>--verify-audit=SEQ:HASH</c> takes them.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        var head = (await store.EndsAsync(cancellationToken)).Head;
        LogHead(head.Seq, head.Hash);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Audit chain head {Seq}:{Hash}")]
    private partial void LogHead(long seq, string hash);

    [LoggerMessage(Level = LogLevel.Information, Message = "Audit chain begun: {Rows} earlier rows sealed")]
    private partial void LogSealed(long rows);
}
