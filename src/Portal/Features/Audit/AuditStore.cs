using Dapper;
using Portal.Storage;

namespace Portal.Features.Audit;

/// <summary>One thing that was done or tried.</summary>
public sealed record AuditRow
{
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
}

/// <summary>SQL of the audit.</summary>
public sealed class AuditStore(Database database)
{
    /// <summary>Appends a row.</summary>
    public async Task AppendAsync(AuditRow row)
    {
        await using var db = await database.OpenAsync();
        await db.ExecuteAsync(
            """
            INSERT INTO audit (id, at, person_id, person_name, session_id, link_id, account_id, operation, object_id, outcome, detail, trace_id)
            VALUES (@Id, @At, @PersonId, @PersonName, @SessionId, @LinkId, @AccountId, @Operation, @ObjectId, @Outcome, @Detail, @TraceId)
            """,
            row);
    }

    /// <summary>The newest rows about one object, newest first, at most <paramref name="take"/>.</summary>
    public async Task<IReadOnlyList<AuditRow>> OfObjectAsync(string objectId, int take, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<AuditRow>("SELECT * FROM audit WHERE object_id = @objectId ORDER BY id DESC LIMIT @take", new { objectId, take })];
    }
}
