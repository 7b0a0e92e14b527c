using System.Data.Common;
using Dapper;
using Portal.Access;
using Portal.Storage;

namespace Portal.Features.AccountLinks;

/// <summary>SQL of moves to another Kontur user. That it takes two administrators and the cool-off is said in the statements themselves.</summary>
public sealed class RelinkStore(Database database, TimeProvider clock)
{
    private const string Columns =
        "id, link_id, kontur_user, phone, phone_tail, reason, state, asked_by, asked_by_name, asked_at, not_before, approved_by_name, approved_at";

    /// <summary>Asks for a move; false when one is open already.</summary>
    public async Task<bool> AskAsync(Relink relink, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        try
        {
            await db.ExecuteAsync(
                """
                INSERT INTO relink (id, link_id, kontur_user, phone, phone_tail, reason, state, asked_by, asked_by_name, asked_at, not_before)
                VALUES (@Id, @LinkId, @KonturUser, @Phone, @PhoneTail, @Reason, 'Asked', @AskedBy, @AskedByName, @AskedAt, @NotBefore)
                """,
                relink);
            return true;
        }
        catch (DbException error) when (Database.IsUniqueViolation(error))
        {
            return false;
        }
    }

    /// <summary>Approves a move; false when it is not open, or the approver is who asked.</summary>
    public async Task<bool> ApproveAsync(string relinkId, Actor actor, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.ExecuteAsync(
            """
            UPDATE relink SET state = 'Approved', approved_by = @PersonId, approved_by_name = @Name, approved_at = @now
            WHERE id = @relinkId AND state = 'Asked' AND asked_by <> @PersonId
            """,
            new { relinkId, actor.PersonId, actor.Name, now = clock.GetUtcNow() }) == 1;
    }

    /// <summary>Calls a move off; false when it is not open.</summary>
    public async Task<bool> CancelAsync(string relinkId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.ExecuteAsync(
            "UPDATE relink SET state = 'Cancelled', ended_at = @now WHERE id = @relinkId AND state IN ('Asked', 'Approved')",
            new { relinkId, now = clock.GetUtcNow() }) == 1;
    }

    /// <summary>
    /// Carries a move out: the old link is undone for good and a new one, under a new service user id, takes its place. One transaction, only when two
    /// different administrators decided and the cool-off is over. Null when it is not so, or another person has that Kontur user.
    /// </summary>
    public async Task<Link?> CarryOutAsync(Relink relink, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var link = new Link
        {
            Id = Guid.NewGuid().ToString(), PersonId = "", ServiceUserId = Guid.NewGuid().ToString(), KonturUser = relink.KonturUser, Phone = relink.Phone,
            State = LinkState.Requested,
        };
        var key = new { relink.Id, relink.LinkId, now, newLinkId = link.Id };
        try
        {
            // The link's row first, as everybody who closes one takes them.
            await db.ExecuteAsync("UPDATE link SET changed_at = changed_at WHERE id = @LinkId", key, transaction);
            if (await db.ExecuteAsync(
                """
                UPDATE relink SET state = 'Done', ended_at = @now, new_link_id = @newLinkId
                WHERE id = @Id AND state = 'Approved' AND approved_by IS NOT NULL AND approved_by <> asked_by AND not_before <= @now
                """,
                key, transaction) == 0
                || await db.QuerySingleOrDefaultAsync<(string PersonId, string State)?>(
                    "SELECT person_id, state FROM link WHERE id = @LinkId AND state IN ('Active', 'Refused', 'AwaitingApproval')", key, transaction) is not { } old)
            {
                return null;
            }

            link = link with { PersonId = old.PersonId };
            await db.ExecuteAsync("UPDATE link SET state = 'Unlinked', changed_at = @now WHERE id = @LinkId", key, transaction);
            await db.ExecuteAsync("DELETE FROM kontur_session WHERE link_id = @LinkId", key, transaction);
            await db.ExecuteAsync(PersonStore.EndCircuits, new { link.PersonId }, transaction);
            await db.ExecuteAsync(
                """
                INSERT INTO link (id, person_id, service_user_id, kontur_user, phone, state, created_at, changed_at, decided_at, first_email)
                VALUES (@Id, @PersonId, @ServiceUserId, @KonturUser, @Phone, 'Requested', @now, @now, @now, (SELECT email FROM person WHERE person.id = @PersonId))
                """,
                new { link.Id, link.PersonId, link.ServiceUserId, link.KonturUser, link.Phone, now }, transaction);
            await db.ExecuteAsync(
                """
                INSERT INTO link_event (id, link_id, at, person_id, person_name, action, from_state, to_state, reason)
                VALUES (@eventId, @LinkId, @now, NULL, 'портал', 'relinked', @from, 'Unlinked', @Reason)
                """,
                new { eventId = Guid.CreateVersion7(now).ToString(), relink.LinkId, now, from = old.State, relink.Reason }, transaction);
            await transaction.CommitAsync(cancellationToken);
            return link;
        }
        catch (DbException error) when (Database.IsUniqueViolation(error))
        {
            return null;
        }
    }

    /// <summary>Approved moves whose cool-off is over.</summary>
    public async Task<IReadOnlyList<Relink>> DueAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<Relink>(
            $"SELECT {Columns} FROM relink WHERE state = 'Approved' AND not_before <= @now ORDER BY not_before LIMIT 20", new { now = clock.GetUtcNow() })];
    }

    /// <summary>A move by its id, or null.</summary>
    public async Task<Relink?> FindAsync(string relinkId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleOrDefaultAsync<Relink>($"SELECT {Columns} FROM relink WHERE id = @relinkId", new { relinkId });
    }

    /// <summary>Does another link than this one have that Kontur user?</summary>
    public async Task<bool> IsTakenAsync(string konturUser, string linkId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleAsync<long>(
            "SELECT count(*) FROM link WHERE kontur_user = @konturUser AND state <> 'Unlinked' AND id <> @linkId", new { konturUser, linkId }) > 0;
    }

    /// <summary>How many moves are open.</summary>
    public async Task<int> CountOpenAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return (int)await db.QuerySingleAsync<long>("SELECT count(*) FROM relink WHERE state IN ('Asked', 'Approved')");
    }

    /// <summary>The open move of a link, or null.</summary>
    public async Task<Relink?> OpenAsync(string linkId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleOrDefaultAsync<Relink>(
            $"SELECT {Columns} FROM relink WHERE link_id = @linkId AND state IN ('Asked', 'Approved')", new { linkId });
    }
}
