using Dapper;
using Portal.Storage;

namespace Portal.Features.Drafts.Stuck;

/// <summary>SQL of operations that keep failing.</summary>
public sealed class StuckStore(Database database)
{
    /// <summary>No list is longer.</summary>
    public const int Most = 100;

    private const string Failing =
        """
        SELECT draft_id, kind AS what, failures, failing_since, next_poll_at AS next_at, trouble, trouble_trace FROM draft_task
        WHERE failing_since IS NOT NULL AND state = 'Running'
        UNION ALL
        SELECT draft_id, 'Send', failures, failing_since, next_ask_at, trouble, trouble_trace FROM send_attempt
        WHERE failing_since IS NOT NULL AND state = 'Intended'
        """;

    /// <summary>The longest failing first; at most <see cref="Most"/>.</summary>
    public async Task<IReadOnlyList<StuckOperation>> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<StuckOperation>(
            $"""
            SELECT s.draft_id, p.name AS person_name, s.what, s.failures, s.failing_since, s.next_at, s.trouble, s.trouble_trace
            FROM ({Failing}) s JOIN draft d ON d.id = s.draft_id JOIN link l ON l.id = d.link_id JOIN person p ON p.id = l.person_id
            WHERE l.state <> 'Unlinked'
            ORDER BY s.failing_since, s.draft_id LIMIT {Most}
            """)];
    }

    /// <summary>Reports of a link with an operation that keeps failing, and since when; the longest first.</summary>
    public async Task<IReadOnlyList<(string DraftId, DateTimeOffset Since)>> OfLinkAsync(string linkId, int take, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<(string, DateTimeOffset)>(
            $"SELECT s.draft_id, min(s.failing_since) FROM ({Failing}) s JOIN draft d ON d.id = s.draft_id WHERE d.link_id = @linkId GROUP BY s.draft_id ORDER BY 2, 1 LIMIT @take",
            new { linkId, take = Math.Min(take, Most) })];
    }
}
