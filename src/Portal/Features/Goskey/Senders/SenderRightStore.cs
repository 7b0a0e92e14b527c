using System.Data.Common;
using Dapper;
using Portal.Storage;

namespace Portal.Features.Goskey.Senders;

/// <summary>SQL of rights to send.</summary>
public sealed class SenderRightStore(Database database, TimeProvider clock)
{
    /// <summary>As many rights as are ever listed.</summary>
    public const int Most = 500;

    private const string Rights =
        """
        SELECT r.id, r.sender_id, r.person_id, p.name AS person_name, r.kind, r.warrant_number, r.warrant_ends_on, r.granted_at, r.granted_by
        FROM sender_right r JOIN person p ON p.id = r.person_id
        """;

    /// <summary>Grants a right in the place of whatever the person had; false when another administrator did so at the same moment.</summary>
    public async Task<bool> GrantAsync(SenderRight right, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        var values = new
        {
            right.Id, right.SenderId, right.PersonId, Kind = right.Kind.ToString(), right.WarrantNumber, right.WarrantEndsOn, right.GrantedBy, now = clock.GetUtcNow(),
        };
        try
        {
            await db.ExecuteAsync(
                "UPDATE sender_right SET revoked_at = @now, revoked_by = @GrantedBy WHERE sender_id = @SenderId AND person_id = @PersonId AND revoked_at IS NULL", values, transaction);
            await db.ExecuteAsync(
                """
                INSERT INTO sender_right (id, sender_id, person_id, kind, warrant_number, warrant_ends_on, granted_at, granted_by)
                VALUES (@Id, @SenderId, @PersonId, @Kind, @WarrantNumber, @WarrantEndsOn, @now, @GrantedBy)
                """,
                values, transaction);
            await transaction.CommitAsync(cancellationToken);
            return true;
        }
        catch (DbException error) when (Database.IsUniqueViolation(error))
        {
            return false;
        }
    }

    /// <summary>Takes a right away; false when it was gone.</summary>
    public async Task<bool> RevokeAsync(string id, string by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.ExecuteAsync(
            "UPDATE sender_right SET revoked_at = @now, revoked_by = @by WHERE id = @id AND revoked_at IS NULL", new { id, by, now = clock.GetUtcNow() }) == 1;
    }

    /// <summary>Rights to a profile, by name; at most <see cref="Most"/>.</summary>
    public async Task<IReadOnlyList<SenderRight>> OfSenderAsync(string senderId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<SenderRight>(
            $"{Rights} WHERE r.sender_id = @senderId AND r.revoked_at IS NULL ORDER BY p.name, r.id LIMIT {Most}", new { senderId })];
    }

    /// <summary>A person's rights; at most <see cref="Most"/>.</summary>
    public async Task<IReadOnlyList<SenderRight>> OfPersonAsync(string personId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<SenderRight>($"{Rights} WHERE r.person_id = @personId AND r.revoked_at IS NULL ORDER BY r.id LIMIT {Most}", new { personId })];
    }

    /// <summary>Powers of attorney of active profiles that end by a day, the first to end first; at most <see cref="Most"/>.</summary>
    public async Task<IReadOnlyList<SenderRight>> EndingAsync(DateOnly until, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<SenderRight>(
            $"""
            {Rights} JOIN sender s ON s.id = r.sender_id
            WHERE s.state = 'Active' AND r.revoked_at IS NULL AND r.warrant_ends_on <= @until ORDER BY r.warrant_ends_on, r.id LIMIT {Most}
            """,
            new { until = SenderProfile.TextOf(until) })];
    }

    /// <summary>A person's right to a profile, or null.</summary>
    public async Task<SenderRight?> FindAsync(string personId, string senderId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleOrDefaultAsync<SenderRight>(
            $"{Rights} WHERE r.person_id = @personId AND r.sender_id = @senderId AND r.revoked_at IS NULL", new { personId, senderId });
    }
}
