using Dapper;
using Portal.Storage;

namespace Portal.Access;

/// <summary>SQL of sign-in sessions. Ids are hashes of the cookie's key.</summary>
public sealed class SessionStore(Database database, TimeProvider clock)
{
    /// <summary>Adds a session.</summary>
    public async Task AddAsync(string id, string personId, string ticket, DateTimeOffset expiresAt, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync(
            """
            INSERT INTO session (id, person_id, ticket, created_at, seen_at, expires_at) VALUES (@id, @personId, @ticket, @now, @now, @expiresAt)
            """,
            new { id, personId, ticket, expiresAt, now = clock.GetUtcNow() });
    }

    /// <summary>Replaces the ticket of a session that is still there.</summary>
    public async Task RenewAsync(string id, string ticket, DateTimeOffset expiresAt, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync(
            "UPDATE session SET ticket = @ticket, expires_at = @expiresAt, seen_at = @now WHERE id = @id",
            new { id, ticket, expiresAt, now = clock.GetUtcNow() });
    }

    /// <summary>The protected ticket of a session that has not ended, or null.</summary>
    public async Task<string?> FindTicketAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleOrDefaultAsync<string>("SELECT ticket FROM session WHERE id = @id AND expires_at > @now", new { id, now = clock.GetUtcNow() });
    }

    /// <summary>True while the session exists and has not ended.</summary>
    public async Task<bool> IsAliveAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleAsync<long>("SELECT count(*) FROM session WHERE id = @id AND expires_at > @now", new { id, now = clock.GetUtcNow() }) == 1;
    }

    /// <summary>Ends a session.</summary>
    public async Task RemoveAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync("DELETE FROM session WHERE id = @id OR expires_at <= @now", new { id, now = clock.GetUtcNow() });
    }
}
