using System.Data.Common;
using Dapper;
using Portal.Storage;

namespace Portal.Access;

/// <summary>SQL of links.</summary>
public sealed class LinkStore(Database database, TimeProvider clock)
{
    /// <summary>
    /// Condition on <c>link l</c>: the person was settled with another Kontur user, or the Kontur user with another person, and nobody has decided otherwise.
    /// Only two administrators move either (<c>Features/AccountLinks</c>).
    /// </summary>
    internal const string IsMove =
        """
        (l.decided_at IS NULL AND (
            COALESCE((SELECT d.kontur_user FROM link d WHERE d.person_id = l.person_id AND d.decided_at IS NOT NULL ORDER BY d.decided_at DESC LIMIT 1), l.kontur_user) <> l.kontur_user
            OR COALESCE((SELECT d.person_id FROM link d WHERE d.kontur_user = l.kontur_user AND d.decided_at IS NOT NULL ORDER BY d.decided_at DESC LIMIT 1), l.person_id) <> l.person_id))
        """;

    private const string Columns = "id, person_id, service_user_id, kontur_user, phone, state, refusal_code, refusal_trace";

    /// <summary>The person's link in any state but undone, or null.</summary>
    public async Task<Link?> FindOfPersonAsync(string personId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleOrDefaultAsync<Link>($"SELECT {Columns} FROM link WHERE person_id = @personId AND state <> 'Unlinked'", new { personId });
    }

    /// <summary>A link by its id, or null.</summary>
    public async Task<Link?> FindAsync(string linkId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleOrDefaultAsync<Link>($"SELECT {Columns} FROM link WHERE id = @linkId", new { linkId });
    }

    /// <summary>Adds a link; false when the person, the service user id or the Kontur user already has one.</summary>
    public async Task<bool> AddAsync(Link link, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        try
        {
            await db.ExecuteAsync(
                """
                INSERT INTO link (id, person_id, service_user_id, kontur_user, phone, state, created_at, changed_at, linked_at, decided_at, first_email)
                VALUES (@Id, @PersonId, @ServiceUserId, @KonturUser, @Phone, @state, @now, @now, @linked, @linked, (SELECT email FROM person WHERE person.id = @PersonId))
                """,
                new
                {
                    link.Id, link.PersonId, link.ServiceUserId, link.KonturUser, link.Phone, state = link.State.ToString(), now = clock.GetUtcNow(),
                    linked = link.State == LinkState.Active ? clock.GetUtcNow() : (DateTimeOffset?)null,
                });
            return true;
        }
        catch (DbException error) when (Database.IsUniqueViolation(error))
        {
            return false;
        }
    }

    /// <summary>
    /// Points a link that never became active at the phone of the corrected registry, under a new service user id (the old one may already be bound
    /// to the old phone at Kontur). What was approved was the old phone: the state after it is the caller's policy.
    /// </summary>
    /// <returns>False when another link has that Kontur user, or the link is in use.</returns>
    public async Task<bool> CorrectPhoneAsync(string linkId, string konturUser, string phone, LinkState state, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        try
        {
            return await db.ExecuteAsync(
                """
                UPDATE link SET kontur_user = @konturUser, phone = @phone, service_user_id = @serviceUserId, state = @state, changed_at = @now, decided_at = NULL,
                    refusal_code = NULL, refusal_trace = NULL
                WHERE id = @linkId AND state IN ('AwaitingApproval', 'Requested', 'Refused')
                """,
                new { linkId, konturUser, phone, serviceUserId = Guid.NewGuid().ToString(), state = state.ToString(), now = clock.GetUtcNow() }) == 1;
        }
        catch (DbException error) when (Database.IsUniqueViolation(error))
        {
            return false;
        }
    }

    /// <summary>
    /// Takes a link to Kontur: only as it was read, only while it is asked for, and only when it moves nobody (<see cref="IsMove"/>); false otherwise.
    /// </summary>
    public async Task<bool> ClaimAsync(Link link, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.ExecuteAsync(
            $"""
            UPDATE link AS l SET state = 'Requested', changed_at = @now
            WHERE l.id = @Id AND l.service_user_id = @ServiceUserId AND l.kontur_user = @KonturUser AND l.state IN ('Requested', 'Refused') AND NOT {IsMove}
            """,
            new { link.Id, link.ServiceUserId, link.KonturUser, now = clock.GetUtcNow() }) == 1;
    }

    /// <summary>Lets a link that would move the person or the Kontur user (<see cref="IsMove"/>) wait for administrators; false when it is none.</summary>
    public async Task<bool> HoldMoveAsync(string linkId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.ExecuteAsync(
            $"""
            UPDATE link AS l SET state = 'AwaitingApproval', changed_at = @now
            WHERE l.id = @linkId AND l.state IN ('AwaitingApproval', 'Requested', 'Refused') AND {IsMove}
            """,
            new { linkId, now = clock.GetUtcNow() }) == 1;
    }

    /// <summary>
    /// Kontur took the link: it becomes active with its first session, in one step. False when it was blocked, undone or pointed elsewhere meanwhile,
    /// or is active already: then nothing is stored.
    /// </summary>
    public async Task<bool> ActivateAsync(Link link, string token, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        var key = new { link.Id, link.ServiceUserId, token, now = clock.GetUtcNow() };
        if (await db.ExecuteAsync(
            """
            UPDATE link SET state = 'Active', refusal_code = NULL, refusal_trace = NULL, changed_at = @now,
                linked_at = COALESCE(linked_at, @now), decided_at = COALESCE(decided_at, @now)
            WHERE id = @Id AND service_user_id = @ServiceUserId AND state IN ('Requested', 'Refused')
            """,
            key, transaction) == 0)
        {
            return false;
        }

        await db.ExecuteAsync(KonturSessionStore.Put, key, transaction);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Kontur refused the link; false when it was blocked, undone or pointed elsewhere meanwhile.</summary>
    public async Task<bool> RefuseAsync(Link link, string code, string? trace, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.ExecuteAsync(
            """
            UPDATE link SET state = 'Refused', refusal_code = @code, refusal_trace = @trace, changed_at = @now
            WHERE id = @Id AND service_user_id = @ServiceUserId AND state IN ('Requested', 'Refused')
            """,
            new { link.Id, link.ServiceUserId, code, trace, now = clock.GetUtcNow() }) == 1;
    }
}
