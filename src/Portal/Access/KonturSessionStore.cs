using Dapper;
using Portal.Storage;

namespace Portal.Access;

/// <summary>What a Kontur session is made from and kept as, for one link.</summary>
public sealed record KonturSessionRow
{
    /// <summary>State of the link: only an active one has a session.</summary>
    public required LinkState State { get; init; }

    /// <summary>Our id of the user at Kontur.</summary>
    public required string ServiceUserId { get; init; }

    /// <summary>The linked phone, encrypted.</summary>
    public required string Phone { get; init; }

    /// <summary>The session, encrypted; null when there is none yet.</summary>
    public string? Token { get; init; }

    /// <summary>When it was last used, to the minute.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }
}

/// <summary>SQL of Kontur sessions.</summary>
public sealed class KonturSessionStore(Database database, TimeProvider clock)
{
    /// <summary>Puts a session (<c>@token</c>) of a link (<c>@Id</c>) in the place of an older one; inside the transaction that holds the link's row.</summary>
    internal const string Put =
        """
        INSERT INTO kontur_session (link_id, token, obtained_at) VALUES (@Id, @token, @now)
        ON CONFLICT (link_id) DO UPDATE SET token = excluded.token, obtained_at = excluded.obtained_at
        """;

    /// <summary>The link with its session, or null when there is no such link.</summary>
    public async Task<KonturSessionRow?> FindAsync(string linkId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleOrDefaultAsync<KonturSessionRow>(
            """
            SELECT l.state, l.service_user_id, l.phone, l.last_used_at, s.token
            FROM link l LEFT JOIN kontur_session s ON s.link_id = l.id
            WHERE l.id = @linkId
            """,
            new { linkId });
    }

    /// <summary>Stores the session of an active link in place of an older one; false when the link was closed meanwhile, and then the session is not kept.</summary>
    public async Task<bool> SaveAsync(string linkId, string serviceUserId, string token, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        var key = new { Id = linkId, serviceUserId, token, now = clock.GetUtcNow() };

        // The link's row is taken first: who closes it waits, and then forgets this session too.
        if (await db.ExecuteAsync("UPDATE link SET last_used_at = last_used_at WHERE id = @Id AND service_user_id = @serviceUserId AND state = 'Active'", key, transaction) == 0)
        {
            return false;
        }

        await db.ExecuteAsync(Put, key, transaction);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Remembers that the link was used, to the minute.</summary>
    public async Task UsedAsync(string linkId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        var now = clock.GetUtcNow();
        await db.ExecuteAsync(
            "UPDATE link SET last_used_at = @now WHERE id = @linkId AND (last_used_at IS NULL OR last_used_at < @before)", new { linkId, now, before = now.AddMinutes(-1) });
    }

    /// <summary>Forgets the session of a link.</summary>
    public async Task ForgetAsync(string linkId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync("DELETE FROM kontur_session WHERE link_id = @linkId", new { linkId });
    }
}
