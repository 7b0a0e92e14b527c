using System.Data.Common;
using Dapper;
using Portal.Storage;

namespace Portal.Access;

/// <summary>SQL of links.</summary>
public sealed class LinkStore(Database database, TimeProvider clock)
{
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
                INSERT INTO link (id, person_id, service_user_id, kontur_user, phone, state, created_at, changed_at)
                VALUES (@Id, @PersonId, @ServiceUserId, @KonturUser, @Phone, @state, @now, @now)
                """,
                new { link.Id, link.PersonId, link.ServiceUserId, link.KonturUser, link.Phone, state = link.State.ToString(), now = clock.GetUtcNow() });
            return true;
        }
        catch (DbException error) when (Database.IsUniqueViolation(error))
        {
            return false;
        }
    }

    /// <summary>Points a link that never became active at the phone of the corrected registry; false when another link has that Kontur user.</summary>
    public async Task<bool> CorrectPhoneAsync(string linkId, string konturUser, string phone, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        try
        {
            return await db.ExecuteAsync(
                "UPDATE link SET kontur_user = @konturUser, phone = @phone, changed_at = @now WHERE id = @linkId AND state IN ('Requested', 'Refused')",
                new { linkId, konturUser, phone, now = clock.GetUtcNow() }) == 1;
        }
        catch (DbException error) when (Database.IsUniqueViolation(error))
        {
            return false;
        }
    }

    /// <summary>Stores Kontur's answer to a request to link. A blocked link stays blocked.</summary>
    public async Task SaveAnswerAsync(string linkId, LinkState state, string? refusalCode, string? trace, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync(
            "UPDATE link SET state = @state, refusal_code = @refusalCode, refusal_trace = @trace, changed_at = @now WHERE id = @linkId AND state IN ('Requested', 'Refused')",
            new { linkId, state = state.ToString(), refusalCode, trace, now = clock.GetUtcNow() });
    }
}
