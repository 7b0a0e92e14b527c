using Dapper;
using Portal.Storage;

namespace Portal.Features.Docflows.List;

/// <summary>When the lists of a link and account were tried, read, read in full, and how far changes are known. Rows of <c>refresh</c>.</summary>
public sealed class DocflowRefreshStore(Database database)
{
    /// <summary>The last list that was read to its end.</summary>
    public const string Read = "docflows";

    /// <summary>The last full one.</summary>
    public const string Full = "docflows-full";

    /// <summary>The last attempt.</summary>
    public const string Tried = "docflows-tried";

    /// <summary>Changes up to here are known, by the vendor's clock.</summary>
    public const string Changed = "docflows-changed";

    /// <summary>One of the marks above, or null.</summary>
    public async Task<DateTimeOffset?> FindAsync(string linkId, string accountId, string what, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleOrDefaultAsync<DateTimeOffset?>(
            "SELECT refreshed_at FROM refresh WHERE link_id = @linkId AND account_id = @accountId AND what = @what", new { linkId, accountId, what });
    }

    /// <summary>Sets marks.</summary>
    public async Task SetAsync(string linkId, string accountId, IEnumerable<(string What, DateTimeOffset At)> marks, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        await db.ExecuteAsync(
            """
            INSERT INTO refresh (link_id, account_id, what, refreshed_at) VALUES (@linkId, @accountId, @What, @At)
            ON CONFLICT (link_id, account_id, what) DO UPDATE SET refreshed_at = excluded.refreshed_at
            """,
            marks.Select(mark => new { linkId, accountId, mark.What, mark.At }), transaction);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Takes links and accounts whose last attempt was before <paramref name="before"/>, the longest waiting first: active ones that have a session. A new link waits for one interval too.</summary>
    public async Task<IReadOnlyList<(string LinkId, string AccountId)>> DueAsync(DateTimeOffset before, int take, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        var due = await db.QueryAsync<(string LinkId, string AccountId)>(
            $"""
            SELECT a.link_id, a.account_id FROM account a JOIN link l ON l.id = a.link_id AND l.state = 'Active' JOIN kontur_session s ON s.link_id = a.link_id
                LEFT JOIN refresh r ON r.link_id = a.link_id AND r.account_id = a.account_id AND r.what = '{Tried}'
            WHERE COALESCE(r.refreshed_at, l.linked_at, 0) <= @before ORDER BY COALESCE(r.refreshed_at, l.linked_at, 0), a.link_id, a.account_id LIMIT @take
            """,
            new { before, take });
        return [.. due];
    }
}
