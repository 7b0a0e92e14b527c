using Dapper;
using Portal.Storage;

namespace Portal.Features.Goskey.Results;

/// <summary>SQL of results: what is to be fetched, and what was found.</summary>
public sealed class ResultsStore(Database database, TimeProvider clock)
{
    /// <summary>Failures in a row after which people have to look: by then some six hours went by.</summary>
    public const int Stuck = 14;

    // Held anew with every document; after a node's end another one goes on this soon.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);

    /// <summary>Signed packages whose results are due, the longest waiting first.</summary>
    public async Task<IReadOnlyList<string>> DueAsync(int take, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<string>(
            "SELECT id FROM goskey_package WHERE next_results_at <= @now AND state = 'Signed' AND results_at IS NULL ORDER BY next_results_at, id LIMIT @take",
            new { take, now = clock.GetUtcNow() })];
    }

    /// <summary>Takes a due package for three minutes; a node that dies with it lets it become due again.</summary>
    public async Task<bool> TakeAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        var now = clock.GetUtcNow();
        return await db.ExecuteAsync("UPDATE goskey_package SET next_results_at = @later WHERE id = @id AND next_results_at <= @now", new { id, now, later = now + Lease }) == 1;
    }

    /// <summary>Goes on holding a taken package.</summary>
    public async Task HoldAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync("UPDATE goskey_package SET next_results_at = @later WHERE id = @id AND results_at IS NULL", new { id, later = clock.GetUtcNow() + Lease });
    }

    /// <summary>A document's signature came and is kept; nothing is found yet.</summary>
    public async Task CameAsync(string documentId, string signature, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync("UPDATE goskey_document SET recipient_signature = @signature WHERE id = @documentId AND report IS NULL", new { documentId, signature });
    }

    /// <summary>What came back for a document and what was found; the first finding stays.</summary>
    public async Task<bool> JudgedAsync(string documentId, DocumentReport report, string? signature, string? returned, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.ExecuteAsync(
            "UPDATE goskey_document SET recipient_signature = @signature, returned_sha256 = @returned, report = @report, alarm = @alarm WHERE id = @documentId AND report IS NULL",
            new { documentId, signature, returned, report = report.ToJson(), alarm = report.Alarms.Count == 0 ? null : report.Alarms[0].ToString() }) == 1;
    }

    /// <summary>Every document is judged: the package has its results, and alarms are news to its author. True for the one who writes it first.</summary>
    public async Task<bool> CompleteAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.ExecuteAsync(
            """
            UPDATE goskey_package SET results_at = @now, next_results_at = NULL, results_problem = NULL, problem = NULL, results_failures = 0, changed_at = @now,
                alarms = (SELECT count(*) FROM goskey_document d WHERE d.package_id = goskey_package.id AND d.alarm IS NOT NULL),
                seen_at = CASE WHEN EXISTS (SELECT 1 FROM goskey_document d WHERE d.package_id = goskey_package.id AND d.alarm IS NOT NULL) THEN NULL ELSE seen_at END
            WHERE id = @id AND results_at IS NULL AND NOT EXISTS (SELECT 1 FROM goskey_document d WHERE d.package_id = goskey_package.id AND d.report IS NULL)
            """,
            new { id, now = clock.GetUtcNow() }) == 1;
    }

    /// <summary>Not fetched yet: tried again later, and people see why. After <see cref="Stuck"/> failures it is news to its author, once, and the package's own problem too.</summary>
    public async Task FailedAsync(string id, TimeSpan next, string problem, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync(
            """
            UPDATE goskey_package SET results_failures = results_failures + 1, results_problem = @problem, next_results_at = @next,
                problem = CASE WHEN results_failures + 1 >= @stuck THEN @problem ELSE problem END,
                changed_at = CASE WHEN results_failures + 1 = @stuck THEN @now ELSE changed_at END,
                seen_at = CASE WHEN results_failures + 1 = @stuck THEN NULL ELSE seen_at END
            WHERE id = @id AND results_at IS NULL
            """,
            new { id, problem, stuck = (long)Stuck, now = clock.GetUtcNow(), next = clock.GetUtcNow() + next });
    }

    /// <summary>How often fetching failed in a row.</summary>
    public async Task<long> FailuresAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.ExecuteScalarAsync<long>("SELECT results_failures FROM goskey_package WHERE id = @id", new { id });
    }

    /// <summary>Where letters to a package's author go; null when no address is known.</summary>
    public async Task<string?> AddressAsync(string personId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.ExecuteScalarAsync<string?>("SELECT email FROM person WHERE id = @personId", new { personId });
    }

    /// <summary>Packages of a person whose results raised an alarm that they have not seen, the newest first.</summary>
    public async Task<IReadOnlyList<Package>> AlarmingAsync(string personId, int take, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<Package>(
            $"SELECT {PackageStore.Columns} FROM goskey_package WHERE person_id = @personId AND state = 'Signed' AND alarms > 0 AND seen_at IS NULL ORDER BY changed_at DESC, id LIMIT @take",
            new { personId, take })];
    }
}
