using Dapper;
using Microsoft.Extensions.Options;
using Portal.Storage;

namespace Portal.Access;

/// <summary>SQL of sign-in sessions. Ids are hashes of the cookie's key. A session lives until somebody ends it, it is idle for too long, or its whole life is over.</summary>
public sealed class SessionStore(Database database, TimeProvider clock, IOptions<SessionsOptions> options)
{
    private const string Columns = "id, person_id, created_at, seen_at, expires_at, auth_at, provider_sid, user_agent, address, ended_at, ended_why";
    private const string OfPersonAlive = "person_id = @personId AND ended_at IS NULL AND expires_at > @now AND seen_at > @idle";
    private static readonly TimeSpan SeenStep = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    /// <summary>Adds a session that begins now and ends after the absolute life.</summary>
    public async Task AddAsync(Session session, string ticket, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync(
            """
            INSERT INTO session (id, person_id, ticket, created_at, seen_at, expires_at, auth_at, provider_sid, user_agent, address)
            VALUES (@Id, @PersonId, @ticket, @CreatedAt, @SeenAt, @ExpiresAt, @AuthAt, @ProviderSid, @UserAgent, @Address)
            """,
            new
            {
                session.Id, session.PersonId, ticket, session.CreatedAt, session.SeenAt, session.ExpiresAt, session.AuthAt, session.ProviderSid, session.UserAgent,
                session.Address,
            });
        await db.ExecuteAsync(
            "DELETE FROM session WHERE expires_at <= @forgotten OR (expires_at <= @now AND ended_at IS NULL)",
            new { now = clock.GetUtcNow(), forgotten = clock.GetUtcNow() - Remembered });
    }

    /// <summary>Replaces the ticket of a session that still lives; its life is not prolonged.</summary>
    public async Task RenewAsync(string id, string ticket, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync("UPDATE session SET ticket = @ticket WHERE id = @id AND ended_at IS NULL", new { id, ticket });
    }

    /// <summary>How it stands with a session; null when it is unknown (signed out, or forgotten).</summary>
    public async Task<SessionState?> StateAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        if (await db.QuerySingleOrDefaultAsync<Row>(
            """
            SELECT s.ticket, s.seen_at, s.expires_at, s.ended_why, p.circuits_epoch
            FROM session s JOIN person p ON p.id = s.person_id
            WHERE s.id = @id
            """,
            new { id }) is not { } row)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var end = row.EndedWhy ?? (row.ExpiresAt <= now || row.SeenAt + options.Value.Idle <= now ? SessionEnd.Expired : null);
        return new SessionState(end, row.CircuitsEpoch, row.Ticket, row.SeenAt);
    }

    /// <summary>True while the session lives.</summary>
    public async Task<bool> IsAliveAsync(string id, CancellationToken cancellationToken = default) => await StateAsync(id, cancellationToken) is { End: null };

    /// <summary>Somebody did something in it; written at most once a minute.</summary>
    public async Task SeenAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        var now = clock.GetUtcNow();
        await db.ExecuteAsync(
            "UPDATE session SET seen_at = @now WHERE id = @id AND ended_at IS NULL AND seen_at <= @before AND seen_at > @idle",
            new { id, now, before = now - SeenStep, idle = now - options.Value.Idle });
    }

    /// <summary>A session of this person that lives, or null.</summary>
    public async Task<Session?> FindAsync(string personId, string id, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleOrDefaultAsync<Session>(
            $"SELECT {Columns} FROM session WHERE id = @id AND {OfPersonAlive}", new { id, personId, now = clock.GetUtcNow(), idle = clock.GetUtcNow() - options.Value.Idle });
    }

    /// <summary>The person's living sessions, the last used first; at most 100.</summary>
    public async Task<IReadOnlyList<Session>> OfPersonAsync(string personId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<Session>(
            $"SELECT {Columns} FROM session WHERE {OfPersonAlive} ORDER BY seen_at DESC, id LIMIT 100",
            new { personId, now = clock.GetUtcNow(), idle = clock.GetUtcNow() - options.Value.Idle })];
    }

    /// <summary>Ends a living session of this person: its ticket goes, its row tells the cookie why. False when there is none.</summary>
    public async Task<bool> EndAsync(string personId, string id, SessionEnd why, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.ExecuteAsync(
            "UPDATE session SET ended_at = @now, ended_why = @why, ticket = '' WHERE id = @id AND person_id = @personId AND ended_at IS NULL",
            new { id, personId, why = why.ToString(), now = clock.GetUtcNow() }) == 1;
    }

    /// <summary>A newer sign-in of the same browser takes the place of a session. False when it does not live.</summary>
    public async Task<bool> ReplaceAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.ExecuteAsync(
            "UPDATE session SET ended_at = @now, ended_why = @why, ticket = '' WHERE id = @id AND ended_at IS NULL",
            new { id, why = nameof(SessionEnd.Replaced), now = clock.GetUtcNow() }) == 1;
    }

    /// <summary>
    /// Ends what the provider ended: the sessions of its <paramref name="sid"/>, else all of its subject; a session that never learned its sid goes by the subject.
    /// </summary>
    /// <returns>The ended sessions with their people.</returns>
    public async Task<IReadOnlyList<(string Id, string PersonId)>> EndAtProviderAsync(string issuer, string? sid, string? subject, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<(string, string)>(
            """
            UPDATE session SET ended_at = @now, ended_why = @why, ticket = ''
            WHERE ended_at IS NULL
              AND (CAST(@sid AS text) IS NULL OR provider_sid = @sid OR (provider_sid IS NULL AND CAST(@subject AS text) IS NOT NULL))
              AND person_id IN (SELECT id FROM person WHERE issuer = @issuer AND (CAST(@subject AS text) IS NULL OR subject = @subject))
            RETURNING id, person_id
            """,
            new { issuer, sid, subject, why = nameof(SessionEnd.SignedOut), now = clock.GetUtcNow() })];
    }

    /// <summary>Forgets a session: the person signed out in its own browser.</summary>
    public async Task RemoveAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync("DELETE FROM session WHERE id = @id AND ended_at IS NULL", new { id });
    }

    private sealed record Row
    {
        public required string Ticket { get; init; }

        public required DateTimeOffset SeenAt { get; init; }

        public required DateTimeOffset ExpiresAt { get; init; }

        public SessionEnd? EndedWhy { get; init; }

        public required long CircuitsEpoch { get; init; }
    }
}
