using System.Data.Common;
using Dapper;
using Portal.Storage;

namespace Portal.Features.AccountLinks.Registry;

/// <summary>SQL of the registry: writing. Every change is one transaction that moves the version on and notes what now differs from the links.</summary>
public sealed class RegistryWriteStore(Database database, TimeProvider clock)
{
    /// <summary>
    /// Adds or replaces rows, all or none; false when the registry is no longer at the version they were planned for, or the pending import is gone.
    /// The batches are read while the transaction is open.
    /// </summary>
    public async Task<bool> WriteAsync(
        long version, IAsyncEnumerable<IReadOnlyList<IssuedCertificate>> batches, string? importId = null, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        if (!await MoveOnAsync(db, version, transaction))
        {
            return false;
        }

        await foreach (var batch in batches.WithCancellation(cancellationToken))
        {
            foreach (var rows in batch.Chunk(ValueRows.Most / 2))
            {
                await WriteAsync(db, rows, transaction);
            }
        }

        if (importId is not null && !await RegistryImportStore.ForgetAsync(db, importId, transaction))
        {
            return false;
        }

        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Removes a row; false when the registry is no longer at that version.</summary>
    public async Task<bool> DeleteAsync(long version, string thumbprint, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        if (!await MoveOnAsync(db, version, transaction))
        {
            return false;
        }

        var (subjects, before) = await RegistryChangeStore.GoverningAsync(db, [], [thumbprint], transaction);
        await db.ExecuteAsync("DELETE FROM registry_term WHERE thumbprint = @thumbprint", new { thumbprint }, transaction);
        await db.ExecuteAsync("DELETE FROM issued_certificate WHERE thumbprint = @thumbprint", new { thumbprint }, transaction);
        await RegistryChangeStore.NoteAsync(db, subjects, before, clock.GetUtcNow(), transaction);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Fills the search columns of rows written before they existed, a few at a time; false when there are none.</summary>
    public async Task<bool> FillAsync(Func<IssuedCertificate, string?> snilsPrint, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);

        // Nodes that start at once wait here for each other: the second finds nothing left to fill.
        await db.ExecuteAsync("UPDATE registry_state SET version = version WHERE id = 'registry'", transaction: transaction);
        IssuedCertificate[] rows = [.. await db.QueryAsync<IssuedCertificate>(
            $"SELECT {RegistryStore.Columns} FROM issued_certificate WHERE folded = '' ORDER BY thumbprint LIMIT 50", transaction: transaction)];
        foreach (var row in rows)
        {
            await db.ExecuteAsync(
                "UPDATE issued_certificate SET folded = @folded, snils_print = @print WHERE thumbprint = @Thumbprint",
                new { row.Thumbprint, folded = RegistryTerms.SortKey(row.FullName), print = snilsPrint(row) }, transaction);
        }

        await SaveTermsAsync(db, rows, transaction);
        await transaction.CommitAsync(cancellationToken);
        return rows.Length > 0;
    }

    private static async Task<bool> MoveOnAsync(DbConnection db, long version, DbTransaction transaction) => await db.ExecuteAsync(
        "UPDATE registry_state SET version = version + 1 WHERE id = 'registry' AND version = @version", new { version }, transaction) == 1;

    private async Task WriteAsync(DbConnection db, IssuedCertificate[] rows, DbTransaction transaction)
    {
        var now = clock.GetUtcNow();
        var (subjects, before) = await RegistryChangeStore.GoverningAsync(
            db, [.. rows.Select(row => row.PartnerUserId)], [.. rows.Select(row => row.Thumbprint)], transaction);
        await DropTermsAsync(db, rows, transaction);
        foreach (var some in ValueRows.Statements(rows, columns: 14))
        {
            await UpsertAsync(db, some, now, transaction);
        }

        await SaveTermsAsync(db, rows, transaction);
        await RegistryChangeStore.NoteAsync(db, subjects, before, now, transaction);
    }

    private static async Task UpsertAsync(DbConnection db, IssuedCertificate[] rows, DateTimeOffset now, DbTransaction transaction)
    {
        var (text, values) = ValueRows.Of(
            rows,
            ("thumbprint", row => row.Thumbprint), ("user", row => row.PartnerUserId), ("name", row => row.FullName), ("inn", row => row.Inn),
            ("kpp", row => row.Kpp), ("organization", row => row.Organization), ("phone", row => row.Phone), ("tail", row => row.PhoneTail),
            ("kontur", row => row.KonturUser), ("snils", row => row.Snils), ("print", row => row.SnilsPrint), ("until", row => row.ValidUntil),
            ("now", _ => now), ("folded", row => RegistryTerms.SortKey(row.FullName)));
        await db.ExecuteAsync(
            $"""
            INSERT INTO issued_certificate ({RegistryStore.Columns}, folded) VALUES {text}
            ON CONFLICT (thumbprint) DO UPDATE SET partner_user_id = excluded.partner_user_id, full_name = excluded.full_name, inn = excluded.inn,
                kpp = excluded.kpp, organization = excluded.organization, phone = excluded.phone, phone_tail = excluded.phone_tail,
                kontur_user = excluded.kontur_user, snils = excluded.snils, snils_print = excluded.snils_print, valid_until = excluded.valid_until,
                changed_at = excluded.changed_at, folded = excluded.folded
            """,
            values, transaction);
    }

    // Only of rows that are there: in a first import PostgreSQL knows nothing of the table yet and would read all of it for every batch.
    private static async Task DropTermsAsync(DbConnection db, IssuedCertificate[] rows, DbTransaction transaction)
    {
        var (list, keys) = ValueRows.Of([.. rows.Select(row => row.Thumbprint)]);
        IReadOnlyList<string> known = [.. await db.QueryAsync<string>($"SELECT thumbprint FROM issued_certificate WHERE thumbprint IN ({list})", keys, transaction)];
        if (known.Count > 0)
        {
            (list, keys) = ValueRows.Of(known);
            await db.ExecuteAsync($"DELETE FROM registry_term WHERE thumbprint IN ({list})", keys, transaction);
        }
    }

    private static async Task SaveTermsAsync(DbConnection db, IReadOnlyList<IssuedCertificate> rows, DbTransaction transaction)
    {
        foreach (var terms in ValueRows.Statements(rows.SelectMany(row => RegistryTerms.Of(row).Select(term => (term, row.Thumbprint))), columns: 2))
        {
            var (text, values) = ValueRows.Of(terms, ("t", pair => pair.term), ("h", pair => pair.Thumbprint));
            await db.ExecuteAsync($"INSERT INTO registry_term (term, thumbprint) VALUES {text}", values, transaction);
        }
    }
}
