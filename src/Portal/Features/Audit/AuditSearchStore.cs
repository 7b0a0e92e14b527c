using System.Data.Common;
using Dapper;
using Portal.Storage;

namespace Portal.Features.Audit;

/// <summary>Somebody who has acted here.</summary>
public sealed record AuditPerson(string Id, string? Name, string? Subject);

/// <summary>SQL of looking through the audit, newest first. Every condition is an index together with the time.</summary>
public sealed class AuditSearchStore(Database database)
{
    /// <summary>Rows are counted up to here, and no page lies beyond: whoever needs more narrows the period or exports.</summary>
    public const int Counted = 1000;

    /// <summary>A page, and how many rows there are, at most <see cref="Counted"/> + 1.</summary>
    public async Task<(IReadOnlyList<AuditRow> Rows, int Total)> PageAsync(AuditQuery query, int skip, int take, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        var (where, values) = Where(query);
        values.AddDynamicParams(new { skip, take, most = Counted + 1 });
        var rows = await db.QueryAsync<AuditRow>(
            $"SELECT seq, {AuditStore.SealedColumns} FROM audit {where} ORDER BY at DESC, seq DESC LIMIT @take OFFSET @skip", values);
        return ([.. rows], (int)await db.QuerySingleAsync<long>($"SELECT count(*) FROM (SELECT 1 FROM audit {where} LIMIT @most) AS found", values));
    }

    /// <summary>The next rows older than the given one; for exports, which no page limits.</summary>
    public async Task<IReadOnlyList<AuditRow>> OlderAsync(AuditQuery query, AuditRow? than, int take, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        var (where, values) = Where(query);
        if (than is not null)
        {
            where += $"{(where is "" ? "WHERE" : " AND")} at <= @at AND (at < @at OR seq < @seq)";
            values.AddDynamicParams(new { at = than.At, seq = than.Seq });
        }

        values.AddDynamicParams(new { take });
        return [.. await db.QueryAsync<AuditRow>($"SELECT seq, {AuditStore.SealedColumns} FROM audit {where} ORDER BY at DESC, seq DESC LIMIT @take", values)];
    }

    /// <summary>What a person last did with one of their links, newest first.</summary>
    public async Task<IReadOnlyList<AuditRow>> OfLinkAsync(string personId, string linkId, int take, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<AuditRow>(
            $"SELECT seq, {AuditStore.SealedColumns} FROM audit WHERE person_id = @personId AND link_id = @linkId ORDER BY at DESC, seq DESC LIMIT @take", new { personId, linkId, take })];
    }

    /// <summary>One row by its place, or null.</summary>
    public async Task<AuditRow?> FindAsync(long seq, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleOrDefaultAsync<AuditRow>($"SELECT seq, {AuditStore.SealedColumns} FROM audit WHERE seq = @seq", new { seq });
    }

    /// <summary>One person by our id, or null.</summary>
    public async Task<AuditPerson?> PersonAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleOrDefaultAsync<AuditPerson>("SELECT id, name, subject FROM person WHERE id = @id", new { id });
    }

    /// <summary>People who acted under a name with words that begin so, or whose subject it is.</summary>
    public async Task<IReadOnlyList<AuditPerson>> PeopleAsync(string who, int take, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        var bySubject = (await db.QueryAsync<AuditPerson>("SELECT id, name, subject FROM person WHERE subject = @subject LIMIT @take", new { subject = who, take })).AsList();
        var words = FoldedText.Fold(who).Split(' ', StringSplitOptions.RemoveEmptyEntries).OrderByDescending(word => word.Length).Take(5).ToList();
        if (bySubject.Count > 0 || words.Count == 0)
        {
            return bySubject;
        }

        // A person is taken at the first of their words in the leading range instead of by DISTINCT, which would read the whole range before the limit ends it.
        var (others, values) = await OthersAsync(db, words);
        values.AddDynamicParams(new { take });
        return [.. await db.QueryAsync<AuditPerson>(
            $"""
            SELECT found.person_id AS id, person.name, person.subject
            FROM (
                SELECT n.person_id FROM audit_name n WHERE n.word >= @from0 AND n.word < @to0{others}
                    AND NOT EXISTS (SELECT 1 FROM audit_name f WHERE f.person_id = n.person_id AND f.word >= @from0 AND f.word < n.word)
                LIMIT @take) AS found
            LEFT JOIN person ON person.id = found.person_id ORDER BY person.name, found.person_id
            """,
            values)];
    }

    /// <summary>Ids of the accounts of an organisation, at most 20.</summary>
    public async Task<IReadOnlyList<string>> AccountsOfAsync(string inn, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<string>("SELECT DISTINCT account_id FROM account WHERE inn = @inn LIMIT 20", new { inn })];
    }

    // The rarest word leads, the others are looked up for its people alone; words are counted only so far as to tell which is rarer.
    private static async Task<(string Others, DynamicParameters Values)> OthersAsync(DbConnection db, IReadOnlyList<string> words)
    {
        var counted = new List<(long Count, string From, string To)>();
        foreach (var word in words.Select(AuditStore.Word))
        {
            // Hexadecimal digits end at f: g bounds the prefix.
            var range = new { from = word, to = word + "g", most = counted.Select(one => one.Count).DefaultIfEmpty(Counted).Min() };
            counted.Add((words.Count == 1 ? 0 : await db.QuerySingleAsync<long>(
                "SELECT count(*) FROM (SELECT 1 FROM audit_name WHERE word >= @from AND word < @to LIMIT @most) AS part", range), range.from, range.to));
        }

        var (others, values) = ("", new DynamicParameters());
        foreach (var ((_, from, to), i) in counted.OrderBy(one => one.Count).Select((one, i) => (one, i)))
        {
            values.Add($"from{i}", from);
            values.Add($"to{i}", to);
            others += i == 0 ? "" : $" AND EXISTS (SELECT 1 FROM audit_name o WHERE o.person_id = n.person_id AND o.word >= @from{i} AND o.word < @to{i})";
        }

        return (others, values);
    }

    // Beside a person, an object or a trace the conditions that fit many rows are written so that no index serves them: an engine without statistics takes any.
    private static (string Where, DynamicParameters Values) Where(AuditQuery query)
    {
        var weak = query.Person is null && query.Object is null && query.Trace is null ? "" : " || ''";
        (string Sql, string Name, object? Value)[] conditions =
        [
            ("person_id = @person", "person", query.Person), (AccountsSql(query.Accounts, weak), "account0", query.Accounts), ("object_id = @object", "object", query.Object),
            ($"(operation{weak}) = @operation", "operation", query.Operation), ($"(outcome{weak}) = @outcome", "outcome", query.Outcome), ("trace_id = @trace", "trace", query.Trace),
            ("at >= @since", "since", query.Since), ("at < @before", "before", query.Before),
        ];
        var given = conditions.Where(condition => condition.Value is not null).ToList();
        var values = new DynamicParameters();
        foreach (var (_, name, value) in given.Where(condition => condition.Name != "account0"))
        {
            values.Add(name, value);
        }

        for (var i = 0; i < (query.Accounts?.Count ?? 0); i++)
        {
            values.Add($"account{i}", query.Accounts![i]);
        }

        return (given.Count == 0 ? "" : "WHERE " + string.Join(" AND ", given.Select(condition => condition.Sql)), values);
    }

    // Dapper hands a list to PostgreSQL as an array and to SQLite as many values: written out, it is one text for both.
    private static string AccountsSql(IReadOnlyList<string>? accounts, string weak) => accounts is { Count: > 0 }
        ? $"(account_id{weak}) IN ({string.Join(", ", accounts.Select((_, i) => $"@account{i}"))})"
        : "1 = 0";
}
