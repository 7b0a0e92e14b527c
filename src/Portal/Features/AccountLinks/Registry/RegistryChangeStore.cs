using System.Data.Common;
using Dapper;
using Portal.Storage;

namespace Portal.Features.AccountLinks.Registry;

/// <summary>What differs between a link and the registry.</summary>
public enum ChangedField
{
    /// <summary>The phone: another Kontur user than the link's.</summary>
    Phone,

    /// <summary>The SNILS: another person's number, or a corrected one.</summary>
    Snils,

    /// <summary>The certificate: the person has none any more, the last one was given to somebody else.</summary>
    Certificate,
}

/// <summary>A difference as it is stored, personal identifiers encrypted. What the registry says is missing when it has no row of the person.</summary>
public sealed record StoredChange(
    string LinkId, string PersonId, string PersonName, string? FullName, string? Organization, string PartnerUserId, string? Thumbprint, string LinkState, string Field,
    string? BeforeValue, string? AfterValue, string LinkPhone, string? PhoneTail, string? ValuePrint, DateTimeOffset ChangedAt);

/// <summary>The registry row that a link of a person would be made from: the longest living one.</summary>
internal sealed record GoverningRow(string LinkId, string LinkKonturUser, string Subject, string KonturUser, string? Snils, string? SnilsPrint);

/// <summary>SQL of what changed about linked people. A row is noted by the transaction that writes the registry, and is shown while it still differs.</summary>
public sealed class RegistryChangeStore(Database database, TimeProvider clock)
{
    private const string Governing =
        "(SELECT x.thumbprint FROM issued_certificate x WHERE x.partner_user_id = p.subject ORDER BY x.valid_until DESC, x.thumbprint LIMIT 1)";

    /// <summary>Condition on <c>link l</c>: somebody works by it, or did until it was closed.</summary>
    internal const string InUse = "l.state IN ('Active', 'Blocked')";

    private const string Open =
        $"""
        FROM registry_change d JOIN link l ON l.id = d.link_id JOIN person p ON p.id = l.person_id LEFT JOIN issued_certificate c ON c.thumbprint = {Governing}
        WHERE d.settled_at IS NULL AND {InUse}
            AND ((d.field = 'Phone' AND c.kontur_user <> l.kontur_user) OR (d.field = 'Snils' AND c.thumbprint IS NOT NULL) OR (d.field = 'Certificate' AND c.thumbprint IS NULL))
        """;

    /// <summary>A page of the differences that wait for a decision, the newest first, and how many there are.</summary>
    public async Task<(IReadOnlyList<StoredChange> Rows, int Total)> OpenAsync(int skip, int take, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        var rows = await db.QueryAsync<StoredChange>(
            $"""
            SELECT l.id AS link_id, p.id AS person_id, p.name AS person_name, c.full_name, c.organization, p.subject AS partner_user_id, c.thumbprint,
                l.state AS link_state, d.field, d.before_value, c.snils AS after_value, l.phone AS link_phone, c.phone_tail, d.value_print, d.changed_at
            {Open} ORDER BY d.changed_at DESC, l.id, d.field LIMIT @take OFFSET @skip
            """,
            new { skip, take });
        return ([.. rows], await CountAsync(db));
    }

    /// <summary>How many differences wait.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await CountAsync(db);
    }

    /// <summary>
    /// The link stays as it is; false when the difference is no longer the one that was looked at. A later change of the same field asks anew.
    /// </summary>
    public async Task<bool> SettleAsync(ChangedPerson seen, string personId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.ExecuteAsync(
            """
            UPDATE registry_change SET settled_at = @now, settled_by = @personId
            WHERE link_id = @LinkId AND field = @field AND settled_at IS NULL AND changed_at = @ChangedAt AND COALESCE(value_print, '') = @ValuePrint
            """,
            new { seen.LinkId, field = seen.Field.ToString(), seen.ChangedAt, seen.ValuePrint, personId, now = clock.GetUtcNow() }) == 1;
    }

    /// <summary>What the rows in question mean for links before they are written: the people they belong to now or will belong to.</summary>
    internal static async Task<(IReadOnlyList<string> Subjects, IReadOnlyList<GoverningRow> Rows)> GoverningAsync(
        DbConnection db, IReadOnlyList<string> subjects, IReadOnlyList<string> thumbprints, DbTransaction transaction)
    {
        var (list, keys) = ValueRows.Of(thumbprints);
        var owners = await db.QueryAsync<string>($"SELECT DISTINCT partner_user_id FROM issued_certificate WHERE thumbprint IN ({list})", keys, transaction);
        IReadOnlyList<string> all = [.. subjects.Concat(owners).Distinct(StringComparer.Ordinal)];
        return (all, await ReadAsync(db, all, transaction));
    }

    /// <summary>Compares with what the rows mean after they were written, and notes or forgets differences.</summary>
    internal static async Task NoteAsync(
        DbConnection db, IReadOnlyList<string> subjects, IReadOnlyList<GoverningRow> before, DateTimeOffset now, DbTransaction transaction)
    {
        var after = await ReadAsync(db, subjects, transaction);
        foreach (var lost in before.ExceptBy(after.Select(row => row.LinkId), row => row.LinkId))
        {
            await NoteAsync(db, lost.LinkId, ChangedField.Certificate, null, lost.Snils, lost.SnilsPrint, now, transaction);
        }

        foreach (var row in after)
        {
            var old = before.FirstOrDefault(one => one.LinkId == row.LinkId) ?? await BackAsync(db, row, transaction);
            if (row.KonturUser == row.LinkKonturUser)
            {
                await ForgetAsync(db, row.LinkId, ChangedField.Phone, transaction);
            }
            else if (old?.KonturUser != row.KonturUser)
            {
                await NoteAsync(db, row.LinkId, ChangedField.Phone, row.KonturUser, null, null, now, transaction);
            }

            if (old is not null && old.SnilsPrint != row.SnilsPrint)
            {
                await NoteAsync(db, row.LinkId, ChangedField.Snils, row.SnilsPrint, old.Snils, old.SnilsPrint, now, transaction);
                await db.ExecuteAsync(
                    "DELETE FROM registry_change WHERE link_id = @LinkId AND field = 'Snils' AND settled_at IS NULL AND COALESCE(value_print, '') = COALESCE(before_print, '')",
                    new { row.LinkId }, transaction);
            }
        }
    }

    // A person without a certificate has one again: the difference is over, and what is there now is compared with what they had last.
    private static async Task<GoverningRow?> BackAsync(DbConnection db, GoverningRow row, DbTransaction transaction)
    {
        var had = (await db.QueryAsync<(string? Snils, string? Print)>(
            "DELETE FROM registry_change WHERE link_id = @LinkId AND field = 'Certificate' RETURNING before_value, before_print", new { row.LinkId }, transaction)).AsList();
        return had is [var last] ? row with { KonturUser = row.LinkKonturUser, Snils = last.Snils, SnilsPrint = last.Print } : null;
    }

    private static async Task<IReadOnlyList<GoverningRow>> ReadAsync(DbConnection db, IReadOnlyList<string> subjects, DbTransaction transaction)
    {
        if (subjects.Count == 0)
        {
            return [];
        }

        var (list, values) = ValueRows.Of(subjects);
        return [.. await db.QueryAsync<GoverningRow>(
            $"""
            SELECT l.id AS link_id, l.kontur_user AS link_kontur_user, p.subject, c.kontur_user, c.snils, c.snils_print
            FROM person p JOIN link l ON l.person_id = p.id JOIN issued_certificate c ON c.thumbprint = {Governing}
            WHERE p.subject IN ({list}) AND {InUse}
            """,
            values, transaction)];
    }

    // While a difference waits, what it is compared with stays the value that the link was made with.
    private static Task<int> NoteAsync(
        DbConnection db, string linkId, ChangedField field, string? print, string? beforeValue, string? beforePrint, DateTimeOffset now, DbTransaction transaction) =>
        db.ExecuteAsync(
            """
            INSERT INTO registry_change (link_id, field, value_print, before_value, before_print, changed_at)
            VALUES (@linkId, @field, @print, @beforeValue, @beforePrint, @now)
            ON CONFLICT (link_id, field) DO UPDATE SET value_print = excluded.value_print, changed_at = excluded.changed_at,
                before_value = CASE WHEN registry_change.settled_at IS NULL THEN registry_change.before_value ELSE excluded.before_value END,
                before_print = CASE WHEN registry_change.settled_at IS NULL THEN registry_change.before_print ELSE excluded.before_print END,
                settled_at = NULL, settled_by = NULL
            """,
            new { linkId, field = field.ToString(), print, beforeValue, beforePrint, now }, transaction);

    private static Task<int> ForgetAsync(DbConnection db, string linkId, ChangedField field, DbTransaction transaction) => db.ExecuteAsync(
        "DELETE FROM registry_change WHERE link_id = @linkId AND field = @field AND settled_at IS NULL", new { linkId, field = field.ToString() }, transaction);

    private static async Task<int> CountAsync(DbConnection db) => (int)await db.QuerySingleAsync<long>($"SELECT count(*) {Open}");
}
