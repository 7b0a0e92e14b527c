using Dapper;
using Portal.Storage;

namespace Portal.Features.Linking;

/// <summary>SQL of attempts to link.</summary>
public sealed class LinkAttemptStore(Database database, TimeProvider clock)
{
    /// <summary>Counts this attempt and tells whether it is still allowed: at most <paramref name="most"/> an hour per person and per phone.</summary>
    public async Task<bool> CountAsync(string personId, string konturUser, int most, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var key = new { id = Guid.NewGuid().ToString(), personId, konturUser, now, since = now.AddHours(-1) };
        await db.ExecuteAsync("DELETE FROM link_attempt WHERE at < @since", key, transaction);
        await db.ExecuteAsync("INSERT INTO link_attempt (id, person_id, kontur_user, at) VALUES (@id, @personId, @konturUser, @now)", key, transaction);
        var byPerson = await db.QuerySingleAsync<long>("SELECT count(*) FROM link_attempt WHERE person_id = @personId", key, transaction);
        var byPhone = await db.QuerySingleAsync<long>("SELECT count(*) FROM link_attempt WHERE kontur_user = @konturUser", key, transaction);
        await transaction.CommitAsync(cancellationToken);
        return Math.Max(byPerson, byPhone) <= most;
    }
}
