using Dapper;
using Portal.Integrations.Epgu;
using Portal.Storage;

namespace Portal.Features.Goskey.Tracking;

/// <summary>SQL of what EPGU is asked and answers about orders. A package is changed only while it is open: it waits, or it was found missing here.</summary>
public sealed class TrackingStore(Database database, TimeProvider clock)
{
    private const string Open = "(state = 'Waiting' OR (state = 'Attention' AND missing_since IS NOT NULL))";
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>Packages that are due to be asked about, the longest waiting first.</summary>
    public async Task<IReadOnlyList<TrackedPackage>> DueAsync(int take, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<TrackedPackage>(
            $"""
            SELECT id, person_id, sender_id, order_id, COALESCE(sent_at, created_at) AS sent_at, failures
            FROM goskey_package WHERE next_ask_at <= @now AND order_id IS NOT NULL AND {Open} ORDER BY next_ask_at, id LIMIT @take
            """,
            new { take, now = clock.GetUtcNow() })];
    }

    /// <summary>Takes a due package for two minutes, so that no other node asks meanwhile; a node that dies with it lets it become due again.</summary>
    public async Task<bool> TakeAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        var now = clock.GetUtcNow();
        return await db.ExecuteAsync("UPDATE goskey_package SET next_ask_at = @later WHERE id = @id AND next_ask_at <= @now", new { id, now, later = now + Lease }) == 1;
    }

    /// <summary>Writes an answer down; false when the package came to its end meanwhile. What a momentary answer leaves out (no order yet, RETRY) stays as it was.</summary>
    /// <param name="next">Until the next asking; of no matter when the answer is final.</param>
    /// <param name="signableUntil">Null when the answer does not tell.</param>
    public async Task<bool> AnsweredAsync(string id, OrderReading reading, TimeSpan next, DateTimeOffset? signableUntil, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var end = !reading.IsFinal ? "next_ask_at = @next"
            : "next_ask_at = NULL, next_reminder_at = NULL, seen_at = NULL, final_at = @now" + (reading.State == PackageState.Signed ? ", next_results_at = @now" : "");
        return await db.ExecuteAsync(
            $"""
            UPDATE goskey_package SET
                changed_at = CASE WHEN state = @state AND COALESCE(status_id, -1) = COALESCE(@StatusId, status_id, -1) THEN changed_at ELSE @now END,
                state = @state, status_id = COALESCE(@StatusId, status_id), status_title = COALESCE(@Title, status_title), agency_code = COALESCE(@AgencyCode, agency_code),
                envelope_code = @EnvelopeCode, comment = @Comment, signable_until = COALESCE(@signableUntil, signable_until),
                asked_at = @now, failures = 0, missing_since = NULL, problem = NULL, trace = NULL, {end}
            WHERE id = @id AND {Open}
            """,
            new
            {
                id, state = reading.State.ToString(), StatusId = (long?)reading.StatusId, reading.Title, reading.AgencyCode, reading.EnvelopeCode, reading.Comment, signableUntil,
                now, next = now + next,
            }) == 1;
    }

    /// <summary>The asking failed: asked again later, and people see why.</summary>
    public async Task FailedAsync(string id, TimeSpan next, string problem, string? trace, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync(
            $"""
            UPDATE goskey_package SET failures = failures + 1, problem = CASE WHEN state = 'Waiting' THEN @problem ELSE problem END, trace = @trace, next_ask_at = @next
            WHERE id = @id AND {Open}
            """,
            new { id, problem, trace, next = clock.GetUtcNow() + next });
    }

    /// <summary>EPGU does not know the order, or holds an empty one. After a while of that a person has to look; true when it has come to that now. It is asked about all the same.</summary>
    /// <param name="patience">How long it may be missing.</param>
    /// <param name="isEmpty">The number is there (status 0), the package is not.</param>
    public async Task<bool> MissingAsync(string id, TimeSpan next, string problem, TimeSpan patience, bool isEmpty = false, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        var now = clock.GetUtcNow();
        await db.ExecuteAsync(
            $"""
            UPDATE goskey_package SET missing_since = COALESCE(missing_since, @now), status_id = COALESCE(@status, NULLIF(status_id, 0)), asked_at = @now, failures = 0, next_ask_at = @next
            WHERE id = @id AND {Open}
            """,
            new { id, now, status = isEmpty ? 0L : (long?)null, next = now + next });
        return await db.ExecuteAsync(
            "UPDATE goskey_package SET state = 'Attention', problem = @problem, changed_at = @now WHERE id = @id AND state = 'Waiting' AND missing_since <= @before",
            new { id, now, problem, before = now - patience }) == 1;
    }

    /// <summary>Senders with open packages whose list of changes is due.</summary>
    public async Task<IReadOnlyList<DueWatch>> DueWatchesAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<DueWatch>(
            """
            SELECT p.sender_id, MIN(COALESCE(p.sent_at, p.created_at)) AS since, w.seen_until, COALESCE(w.failures, 0) AS failures
            FROM goskey_package p LEFT JOIN goskey_watch w ON w.sender_id = p.sender_id
            WHERE p.next_ask_at IS NOT NULL AND p.state = 'Waiting' AND p.order_id IS NOT NULL AND (w.next_at IS NULL OR w.next_at <= @now)
            GROUP BY p.sender_id, w.seen_until, w.failures, w.next_at ORDER BY w.next_at, p.sender_id LIMIT 100
            """,
            new { now = clock.GetUtcNow() })];
    }

    /// <summary>Takes a sender's list for a minute, which is its rhythm too; false when another node has it.</summary>
    public async Task<bool> TakeWatchAsync(DueWatch watch, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        var now = clock.GetUtcNow();
        await db.ExecuteAsync(
            "INSERT INTO goskey_watch (sender_id, seen_until, next_at) VALUES (@SenderId, @Since, @now) ON CONFLICT (sender_id) DO NOTHING", new { watch.SenderId, watch.Since, now });
        return await db.ExecuteAsync(
            "UPDATE goskey_watch SET next_at = @later WHERE sender_id = @SenderId AND next_at <= @now", new { watch.SenderId, now, later = now + TrackingRhythm.List }) == 1;
    }

    /// <summary>Changes until an instant are known.</summary>
    public async Task WatchedAsync(string senderId, DateTimeOffset until, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync("UPDATE goskey_watch SET seen_until = @until, failures = 0 WHERE sender_id = @senderId", new { senderId, until });
    }

    /// <summary>The list failed: tried again later, from where it was.</summary>
    public async Task WatchFailedAsync(string senderId, TimeSpan next, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync("UPDATE goskey_watch SET failures = failures + 1, next_at = @next WHERE sender_id = @senderId", new { senderId, next = clock.GetUtcNow() + next });
    }

    /// <summary>Open packages among these orders whose status is another now are due at once; how many there are.</summary>
    public async Task<int> HurryAsync(IReadOnlyList<FoundOrder> found, CancellationToken cancellationToken = default)
    {
        var hurried = 0;
        var now = clock.GetUtcNow();
        await using var db = await database.OpenAsync(cancellationToken);
        foreach (var some in ValueRows.Statements(found.Where(one => one.Status?.StatusId is not null), 1))
        {
            var (orders, values) = ValueRows.Of<FoundOrder>(some, ("o", one => one.OrderId));
            var open = await db.QueryAsync<(string Id, long OrderId, long? StatusId)>($"SELECT id, order_id, status_id FROM goskey_package WHERE order_id IN ({orders}) AND {Open}", values);
            var told = some.GroupBy(one => one.OrderId).ToDictionary(one => one.Key, one => one.Last().Status!.StatusId);
            foreach (var changed in open.Where(one => told[one.OrderId] != one.StatusId))
            {
                hurried += await db.ExecuteAsync("UPDATE goskey_package SET next_ask_at = @now WHERE id = @Id AND next_ask_at > @now", new { changed.Id, now });
            }
        }

        return hurried;
    }
}
