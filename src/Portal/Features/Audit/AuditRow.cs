using System.Text;

namespace Portal.Features.Audit;

/// <summary>One thing that was done or tried.</summary>
public sealed record AuditRow
{
    /// <summary>Place in the chain; null until the row is sealed.</summary>
    public long? Seq { get; init; }

    /// <summary>Grows with time (UUID version 7).</summary>
    public required string Id { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Our id of the person; null for a job.</summary>
    public string? PersonId { get; init; }

    /// <summary>Who, as the provider names them.</summary>
    public required string PersonName { get; init; }

    /// <summary>The session they came with.</summary>
    public string? SessionId { get; init; }

    /// <summary>The link for which it was done.</summary>
    public string? LinkId { get; init; }

    /// <summary>The Kontur account.</summary>
    public string? AccountId { get; init; }

    /// <summary>Name of the operation, <c>room.verb</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>What it was done to.</summary>
    public string? ObjectId { get; init; }

    /// <summary><c>done</c>, <c>denied</c>, <c>failed</c>, <c>unclear</c>, <c>cancelled</c> or the operation's own word.</summary>
    public required string Outcome { get; init; }

    /// <summary>Facts, without secrets.</summary>
    public string? Detail { get; init; }

    /// <summary>The vendor's trace id, else ours.</summary>
    public string? TraceId { get; init; }

    /// <summary>The same row with texts that both engines give back exactly as they took them.</summary>
    public AuditRow Clean() => this with
    {
        PersonId = Clean(PersonId), PersonName = Clean(PersonName)!, SessionId = Clean(SessionId), LinkId = Clean(LinkId), AccountId = Clean(AccountId),
        ObjectId = Clean(ObjectId), Outcome = Clean(Outcome)!, Detail = Clean(Detail), TraceId = Clean(TraceId),
    };

    /// <summary>What is sealed, in the order of <see cref="AuditStore.SealedColumns"/>.</summary>
    public IReadOnlyList<object?> Values() =>
        [Id, At.ToUnixTimeMilliseconds(), PersonId, PersonName, SessionId, LinkId, AccountId, Operation, ObjectId, Outcome, Detail, TraceId];

    // PostgreSQL takes no zero characters and no halves of surrogate pairs.
    private static string? Clean(string? text) => text is null ? null : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD');
}
