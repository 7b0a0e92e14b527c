using System.Diagnostics;
using Portal.Access;
using Portal.Integrations.Http;

namespace Portal.Features.Audit;

/// <summary>What an operation adds to its own audit row while it runs.</summary>
public sealed class AuditNote
{
    /// <summary>Link for which it was done.</summary>
    public string? LinkId { get; set; }

    /// <summary>Kontur account in which it was done.</summary>
    public string? AccountId { get; set; }

    /// <summary>What it was done to, when that is known only on the way.</summary>
    public string? ObjectId { get; set; }

    /// <summary>Outcome in one word; <c>done</c> when nothing was said.</summary>
    public string Outcome { get; set; } = "done";

    /// <summary>Facts worth keeping: names, digests, codes. No secrets; personal data masked.</summary>
    public string? Detail { get; set; }

    /// <summary>The vendor's trace id.</summary>
    public string? TraceId { get; set; }
}

/// <summary>Every operation runs inside <see cref="RecordAsync"/>, which appends one row whatever happens.</summary>
public sealed partial class AuditLog(AuditStore store, TimeProvider clock, ILogger<AuditLog> logger)
{
    /// <summary>Name of the source of the operations' traces.</summary>
    public const string TraceSource = "Portal.Operations";

    private static readonly ActivitySource Trace = new(TraceSource);

    /// <summary>Whose rows the portal's own jobs write.</summary>
    public static Actor Portal { get; } = new("", "", "Портал", IsAdmin: true);

    /// <summary>Runs the work and appends its row: who, for whom, what, result, trace id. A failure is recorded and thrown on.</summary>
    public async Task<T> RecordAsync<T>(Actor actor, string operation, string? objectId, Func<AuditNote, Task<T>> work)
    {
        // In a circuit or a job nothing has begun a trace: the operation does, so that its row, the log and the calls to vendors share a number.
        using var trace = Trace.StartActivity(operation) ?? new Activity(operation).Start();
        var note = new AuditNote { ObjectId = objectId };
        try
        {
            return await work(note);
        }
        catch (Exception error)
        {
            (note.Outcome, note.Detail, note.TraceId) = error switch
            {
                AccessDeniedException or NotLinkedException => ("denied", note.Detail, note.TraceId),
                OperationCanceledException => ("cancelled", note.Detail, note.TraceId),
                VendorException vendor => (vendor.IsUnclear ? "unclear" : "failed", $"{vendor.Kind} {vendor.Code}".TrimEnd(), vendor.TraceId),
                _ => ("failed", error.GetType().Name, note.TraceId),
            };
            throw;
        }
        finally
        {
            await AppendAsync(new AuditRow
            {
                Id = Guid.CreateVersion7(clock.GetUtcNow()).ToString(),
                At = clock.GetUtcNow(),
                PersonId = actor.PersonId is "" ? null : actor.PersonId,
                PersonName = actor.Name,
                SessionId = actor.SessionId,
                LinkId = note.LinkId,
                AccountId = note.AccountId,
                Operation = operation,
                ObjectId = note.ObjectId,
                Outcome = note.Outcome,
                Detail = note.Detail,
                TraceId = note.TraceId ?? trace.TraceId.ToString(),
            });
        }
    }

    // What was done stays done: a row that cannot be written must not make a success look like a failure to the one who pressed.
    private async Task AppendAsync(AuditRow row)
    {
        try
        {
            await store.AppendAsync(row);
        }
        catch (System.Data.Common.DbException error)
        {
            LogLost(error, row.Operation, row.ObjectId, row.Outcome);
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "An audit row could not be written: {Operation} of {ObjectId}, {Outcome}")]
    private partial void LogLost(Exception error, string operation, string? objectId, string outcome);
}
