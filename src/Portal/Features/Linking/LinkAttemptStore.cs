using System.Data.Common;
using Dapper;
using Portal.Storage;

namespace Portal.Features.Linking;

/// <summary>SQL of attempts to link.</summary>
public sealed class LinkAttemptStore(Database database, TimeProvider clock)
{
    /// <summary>
    /// Counts this attempt if it is still allowed: at most <paramref name="most"/> an hour per person and per phone. A refused one is not counted, so that
    /// pressing again does not prolong the wait.
    /// </summary>
    public async Task<bool> CountAsync(string personId, string konturUser, int most, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var key = new { id = Guid.NewGuid().ToString(), personId, konturUser, now, since = now.AddHours(-1) };

        // Whoever counts for the same person or the same phone waits here; everybody takes the person's row first, so that two never wait for each other.
        await TakeAsync(db, $"person {personId}", now, transaction);
        await TakeAsync(db, $"phone {konturUser}", now, transaction);
        var byPerson = await db.QuerySingleAsync<long>("SELECT count(*) FROM link_attempt WHERE person_id = @personId AND at >= @since", key, transaction);
        var byPhone = await db.QuerySingleAsync<long>("SELECT count(*) FROM link_attempt WHERE kontur_user = @konturUser AND at >= @since", key, transaction);
        if (Math.Max(byPerson, byPhone) >= most)
        {
            return false;
        }

        await db.ExecuteAsync("INSERT INTO link_attempt (id, person_id, kontur_user, at) VALUES (@id, @personId, @konturUser, @now)", key, transaction);
        await transaction.CommitAsync(cancellationToken);
        await db.ExecuteAsync("DELETE FROM link_attempt WHERE at < @since", key);
        await db.ExecuteAsync("DELETE FROM link_attempt_turn WHERE at < @since", key);
        return true;
    }

    private static Task<int> TakeAsync(DbConnection db, string id, DateTimeOffset now, DbTransaction transaction) => db.ExecuteAsync(
        "INSERT INTO link_attempt_turn (id, at) VALUES (@id, @now) ON CONFLICT (id) DO UPDATE SET at = excluded.at", new { id, now }, transaction);
}
