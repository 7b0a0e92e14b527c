using Dapper;
using Portal.Storage;

namespace Portal.Features.Attention;

/// <summary>SQL of deadlines. Every read names the link it is made for.</summary>
public sealed class DeadlineStore(Database database, TimeProvider clock)
{
    /// <summary>Puts what Kontur lists for an account in the place of what it listed before.</summary>
    public async Task ReplaceAsync(string linkId, string accountId, IReadOnlyList<Deadline> deadlines, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        var key = new { linkId, accountId, now = clock.GetUtcNow() };
        await db.ExecuteAsync("DELETE FROM deadline WHERE link_id = @linkId AND account_id = @accountId", key, transaction);
        await db.ExecuteAsync(
            """
            INSERT INTO deadline (link_id, account_id, position, organization_id, kind, name, period, due_on, state)
            VALUES (@LinkId, @AccountId, @position, @OrganizationId, @Kind, @Name, @Period, @DueOn, @State)
            """,
            deadlines.Select((one, position) => new { one.LinkId, one.AccountId, position, one.OrganizationId, Kind = one.Kind.ToString(), one.Name, one.Period, one.DueOn, one.State }), transaction);
        await db.ExecuteAsync(
            """
            INSERT INTO refresh (link_id, account_id, what, refreshed_at) VALUES (@linkId, @accountId, 'deadlines', @now)
            ON CONFLICT (link_id, account_id, what) DO UPDATE SET refreshed_at = excluded.refreshed_at
            """,
            key, transaction);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>What is due until a day in accounts that the link still has, the nearest first.</summary>
    public async Task<IReadOnlyList<Deadline>> UntilAsync(string linkId, DateOnly day, int take, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<Deadline>(
            """
            SELECT link_id, account_id, organization_id, kind, name, period, due_on, state FROM deadline d WHERE link_id = @linkId AND due_on <= @until
              AND EXISTS (SELECT 1 FROM account a WHERE a.link_id = d.link_id AND a.account_id = d.account_id)
            ORDER BY due_on, position LIMIT @take
            """,
            new { linkId, take, until = day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) })];
    }

    /// <summary>When an account was last read, or null.</summary>
    public async Task<DateTimeOffset?> RefreshedAtAsync(string linkId, string accountId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleOrDefaultAsync<DateTimeOffset?>(
            "SELECT refreshed_at FROM refresh WHERE link_id = @linkId AND account_id = @accountId AND what = 'deadlines'", new { linkId, accountId });
    }
}
