using System.Data.Common;
using Dapper;
using Portal.Storage;

namespace Portal.Features.AccountLinks.Registry;

/// <summary>A file that waits for its administrator's decision.</summary>
public sealed record PendingImport(string Id, string PersonId, string FileName, long BaseVersion, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);

/// <summary>One row of a pending import as it is stored; the payload is encrypted.</summary>
public sealed record PendingRow(long Number, string Kind, string? Decision, string? Payload, string? Sentence);

/// <summary>How many rows of a pending import are of a kind.</summary>
public sealed record PendingCount(string Kind, long Count, long Decisions);

/// <summary>SQL of pending imports: one for each administrator, for a few hours.</summary>
public sealed class RegistryImportStore(Database database, TimeProvider clock)
{
    /// <summary>How long a file waits.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(4);

    /// <summary>Begins a new import of the administrator in place of the former one; the rows follow in batches, in the same transaction.</summary>
    public async Task<PendingImport> BeginAsync(
        string personId, string fileName, long version, IAsyncEnumerable<IReadOnlyList<PendingRow>> batches, CancellationToken cancellationToken = default)
    {
        var now = clock.GetUtcNow();
        var import = new PendingImport(Guid.NewGuid().ToString(), personId, fileName, version, now, now + Life);
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        const string Former = "SELECT id FROM registry_import WHERE person_id = @personId OR expires_at < @now";
        await db.ExecuteAsync($"DELETE FROM registry_import_row WHERE import_id IN ({Former})", new { personId, now }, transaction);
        await db.ExecuteAsync("DELETE FROM registry_import WHERE person_id = @personId OR expires_at < @now", new { personId, now }, transaction);
        await db.ExecuteAsync(
            """
            INSERT INTO registry_import (id, person_id, file_name, base_version, created_at, expires_at)
            VALUES (@Id, @PersonId, @FileName, @BaseVersion, @CreatedAt, @ExpiresAt)
            """,
            import, transaction);
        await SaveRowsAsync(db, import.Id, batches, transaction, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return import;
    }

    /// <summary>Plans the same rows anew, for another version of the registry; false when the import is gone.</summary>
    public async Task<bool> RenewAsync(string importId, long version, IAsyncEnumerable<IReadOnlyList<PendingRow>> batches, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        if (await db.ExecuteAsync("UPDATE registry_import SET base_version = @version WHERE id = @importId", new { importId, version }, transaction) != 1)
        {
            return false;
        }

        await SaveRowsAsync(db, importId, batches, transaction, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>The administrator's import that still waits, or null.</summary>
    public async Task<PendingImport?> FindAsync(string personId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleOrDefaultAsync<PendingImport>(
            "SELECT id, person_id, file_name, base_version, created_at, expires_at FROM registry_import WHERE person_id = @personId AND expires_at >= @now",
            new { personId, now = clock.GetUtcNow() });
    }

    /// <summary>How many rows there are of each kind.</summary>
    public async Task<IReadOnlyList<PendingCount>> CountAsync(string importId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<PendingCount>(
            "SELECT kind, count(*) AS count, count(decision) AS decisions FROM registry_import_row WHERE import_id = @importId GROUP BY kind", new { importId })];
    }

    /// <summary>Rows of one kind in the order of the file.</summary>
    public async Task<IReadOnlyList<PendingRow>> RowsAsync(string importId, PlanKind kind, long skip, int take, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<PendingRow>(
            """
            SELECT number, kind, decision, payload, sentence FROM registry_import_row
            WHERE import_id = @importId AND kind = @kind ORDER BY number LIMIT @take OFFSET @skip
            """,
            new { importId, kind = kind.ToString(), skip, take })];
    }

    /// <summary>Rows that need a decision, new and changed together.</summary>
    public async Task<IReadOnlyList<PendingRow>> DecisionsAsync(string importId, long skip, int take, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<PendingRow>(
            """
            SELECT number, kind, decision, payload, sentence FROM registry_import_row
            WHERE import_id = @importId AND decision IS NOT NULL ORDER BY number LIMIT @take OFFSET @skip
            """,
            new { importId, skip, take })];
    }

    /// <summary>All right rows, or only those that change something, in batches.</summary>
    public async IAsyncEnumerable<IReadOnlyList<PendingRow>> RightRowsAsync(
        string importId, bool onlyWritten, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // The kind is hidden from the planner: the order of numbers is what this walks along, batch by batch, and the index by kind would sort them all each time.
        var kinds = onlyWritten ? "'New', 'Changed'" : "'New', 'Changed', 'Unchanged'";
        for (var after = 0L; ;)
        {
            IReadOnlyList<PendingRow> rows;
            await using (var db = await database.OpenAsync(cancellationToken))
            {
                rows = [.. await db.QueryAsync<PendingRow>(
                    $"""
                    SELECT number, kind, decision, payload, sentence FROM registry_import_row
                    WHERE import_id = @importId AND number > @after AND kind || '' IN ({kinds}) ORDER BY number LIMIT {RegistryPlan.Batch}
                    """,
                    new { importId, after })];
            }

            if (rows is not [.., var last])
            {
                yield break;
            }

            yield return rows;
            after = last.Number;
        }
    }

    /// <summary>Throws the administrator's import away.</summary>
    public async Task<bool> DropAsync(string importId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        var gone = await ForgetAsync(db, importId, transaction);
        await transaction.CommitAsync(cancellationToken);
        return gone;
    }

    /// <summary>Throws away what waited too long.</summary>
    public async Task PurgeAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        var now = clock.GetUtcNow();
        await db.ExecuteAsync(
            "DELETE FROM registry_import_row WHERE import_id IN (SELECT id FROM registry_import WHERE expires_at < @now)", new { now }, transaction);
        await db.ExecuteAsync("DELETE FROM registry_import WHERE expires_at < @now", new { now }, transaction);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Removes an import inside a transaction; false when it was not there.</summary>
    internal static async Task<bool> ForgetAsync(DbConnection db, string importId, DbTransaction transaction)
    {
        await db.ExecuteAsync("DELETE FROM registry_import_row WHERE import_id = @importId", new { importId }, transaction);
        return await db.ExecuteAsync("DELETE FROM registry_import WHERE id = @importId", new { importId }, transaction) == 1;
    }

    private static async Task SaveRowsAsync(
        DbConnection db, string importId, IAsyncEnumerable<IReadOnlyList<PendingRow>> batches, DbTransaction transaction, CancellationToken cancellationToken)
    {
        await foreach (var batch in batches.WithCancellation(cancellationToken))
        {
            foreach (var rows in ValueRows.Statements(batch, columns: 6))
            {
                var (text, values) = ValueRows.Of(
                    rows, ("i", _ => importId), ("n", row => row.Number), ("k", row => row.Kind), ("d", row => row.Decision), ("p", row => row.Payload),
                    ("s", row => row.Sentence));
                await db.ExecuteAsync(
                    $"""
                    INSERT INTO registry_import_row (import_id, number, kind, decision, payload, sentence) VALUES {text}
                    ON CONFLICT (import_id, number) DO UPDATE SET kind = excluded.kind, decision = excluded.decision, payload = excluded.payload
                    """,
                    values, transaction);
            }
        }
    }
}
