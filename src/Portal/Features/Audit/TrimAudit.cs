using System.Globalization;
using Microsoft.Extensions.Options;

namespace Portal.Features.Audit;

/// <summary>Once a day the rows that are older than <see cref="AuditOptions.KeepDays"/> go, oldest first; the anchor they leave keeps the rest provable.</summary>
public sealed partial class TrimAudit(AuditStore store, AuditLog audit, IOptions<AuditOptions> options, TimeProvider clock, ILogger<TrimAudit> logger)
{
    private const int Batch = 1000;

    /// <summary>Returns how many rows went. A row that does not hold stops it: it is evidence.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken = default)
    {
        if (options.Value.KeepDays == 0)
        {
            return 0;
        }

        var last = await store.LastBeforeAsync(clock.GetUtcNow().AddDays(-options.Value.KeepDays), cancellationToken);
        if (last <= (await store.EndsAsync(cancellationToken)).AnchorSeq)
        {
            return 0;
        }

        return await audit.RecordAsync(AuditLog.Portal, "audit.trim", null, async note =>
        {
            var removed = 0;
            while (true)
            {
                var (count, broken) = await store.TrimAsync(last, Batch, cancellationToken);
                removed += count;
                note.Detail = string.Create(CultureInfo.InvariantCulture, $"{removed} records, up to {last}");
                if (broken is not null)
                {
                    LogBroken(broken);
                    (note.Outcome, note.Detail) = ("broken", $"{note.Detail}; stopped at {broken}");
                }

                if (broken is not null || count < Batch)
                {
                    return removed;
                }
            }
        });
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The audit is not trimmed: {Broken}")]
    private partial void LogBroken(AuditBreak broken);
}
