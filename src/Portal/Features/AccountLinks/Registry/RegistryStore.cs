using System.Data.Common;
using System.Globalization;
using Dapper;
using Portal.Storage;

namespace Portal.Features.AccountLinks.Registry;

/// <summary>SQL of the registry: reading. What writes is <see cref="RegistryWriteStore"/>.</summary>
public sealed class RegistryStore(Database database)
{
    /// <summary>Most rows that a search counts: past that it asks for more words, so that its price does not grow with the registry.</summary>
    public const int MostFound = 1000;

    internal const string Columns =
        "thumbprint, partner_user_id, full_name, inn, kpp, organization, phone, phone_tail, kontur_user, snils, snils_print, valid_until, changed_at";

    /// <summary>The rows of one person, the longest living first; at most 50.</summary>
    public async Task<IReadOnlyList<IssuedCertificate>> OfPersonAsync(string partnerUserId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<IssuedCertificate>(
            $"SELECT {Columns} FROM issued_certificate WHERE partner_user_id = @partnerUserId ORDER BY valid_until DESC, thumbprint LIMIT 50", new { partnerUserId })];
    }

    /// <summary>A row, or null.</summary>
    public async Task<IssuedCertificate?> FindAsync(string thumbprint, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleOrDefaultAsync<IssuedCertificate>($"SELECT {Columns} FROM issued_certificate WHERE thumbprint = @thumbprint", new { thumbprint });
    }

    /// <summary>The rows with these thumbprints; at most <see cref="ValueRows.Most"/> are asked for.</summary>
    public async Task<IReadOnlyList<IssuedCertificate>> FindAllAsync(IReadOnlyList<string> thumbprints, CancellationToken cancellationToken = default)
    {
        if (thumbprints.Count == 0)
        {
            return [];
        }

        await using var db = await database.OpenAsync(cancellationToken);
        var (list, values) = ValueRows.Of(thumbprints);
        return [.. await db.QueryAsync<IssuedCertificate>($"SELECT {Columns} FROM issued_certificate WHERE thumbprint IN ({list})", values)];
    }

    /// <summary>Version of the registry: it grows with every change.</summary>
    public async Task<long> VersionAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleAsync<long>("SELECT version FROM registry_state WHERE id = 'registry'");
    }

    /// <summary>A page of what a filter finds, and how many there are. A search counts to <see cref="MostFound"/> + 1 and sorts what it counted.</summary>
    public async Task<(IReadOnlyList<IssuedCertificate> Rows, int Total)> PageAsync(
        RegistryFilter filter, DateTimeOffset now, int skip, int take, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        var (where, values) = await WhereAsync(db, filter, now);
        values.Add("skip", skip);
        values.Add("take", take);
        var direction = filter.Descending ? "DESC" : "ASC";
        var order = filter.Sort == RegistrySort.End ? $"c.valid_until {direction}, c.thumbprint" : $"c.folded {direction}, c.thumbprint {direction}";
        var rows = await db.QueryAsync<IssuedCertificate>(
            $"SELECT {Columns} FROM issued_certificate c {where} ORDER BY {order} LIMIT @take OFFSET @skip", values);
        return ([.. rows], (int)await db.QuerySingleAsync<long>($"SELECT count(*) FROM issued_certificate c {where}", values));
    }

    /// <summary>How many certificates have ended, and how many will before <paramref name="soon"/>.</summary>
    public async Task<(int Expired, int Expiring)> EndingAsync(DateTimeOffset now, DateTimeOffset soon, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return (
            (int)await db.QuerySingleAsync<long>("SELECT count(*) FROM issued_certificate WHERE valid_until < @now", new { now }),
            (int)await db.QuerySingleAsync<long>("SELECT count(*) FROM issued_certificate WHERE valid_until >= @now AND valid_until < @soon", new { now, soon }));
    }

    /// <summary>The whole registry by name, a thousand rows at a time.</summary>
    public async IAsyncEnumerable<IReadOnlyList<IssuedCertificate>> AllAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (folded, thumbprint) = ("", "");
        while (true)
        {
            IReadOnlyList<IssuedCertificate> rows;
            await using (var db = await database.OpenAsync(cancellationToken))
            {
                rows = [.. await db.QueryAsync<IssuedCertificate>(
                    $"SELECT {Columns} FROM issued_certificate WHERE (folded, thumbprint) > (@folded, @thumbprint) ORDER BY folded, thumbprint LIMIT 1000",
                    new { folded, thumbprint })];
            }

            if (rows is not [.., var last])
            {
                yield break;
            }

            yield return rows;
            (folded, thumbprint) = (RegistryTerms.SortKey(last.FullName), last.Thumbprint);
        }
    }

    /// <summary>Links in use of the people of these subjects: subject → the link's Kontur user.</summary>
    public async Task<IReadOnlyDictionary<string, string>> LinkedAsync(IReadOnlyList<string> subjects, CancellationToken cancellationToken = default)
    {
        if (subjects.Count == 0)
        {
            return new Dictionary<string, string>();
        }

        await using var db = await database.OpenAsync(cancellationToken);
        var (list, values) = ValueRows.Of(subjects);
        var links = await db.QueryAsync<(string Subject, string KonturUser)>(
            $"""
            SELECT p.subject, l.kontur_user FROM person p JOIN link l ON l.person_id = p.id
            WHERE p.subject IN ({list}) AND {RegistryChangeStore.InUse}
            """,
            values);
        return links.GroupBy(link => link.Subject, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First().KonturUser, StringComparer.Ordinal);
    }

    // The rarest word leads, the others are looked up in its rows alone; words are counted only so far as to tell which is rarer.
    // A row is taken at the first of its terms in the range instead of by DISTINCT, which would read the whole range before the limit ends it.
    private static async Task<(string Where, DynamicParameters Values)> WhereAsync(DbConnection db, RegistryFilter filter, DateTimeOffset now)
    {
        var values = new DynamicParameters(new { now, soon = now + RegistryFilter.Soon });
        var state = filter.State switch
        {
            RegistryState.Expired => " AND c.valid_until < @now",
            RegistryState.Expiring => " AND c.valid_until >= @now AND c.valid_until < @soon",
            _ => "",
        };
        if (string.IsNullOrWhiteSpace(filter.Search))
        {
            return ($"WHERE 1 = 1{state}", values);
        }

        var ranges = RegistryTerms.Ranges(filter.Search);
        if (ranges.Count == 0)
        {
            return ("WHERE 1 = 0", values);
        }

        var counted = new List<(long Count, (string From, string To) Range)>();
        foreach (var (from, to) in ranges)
        {
            counted.Add((ranges.Count == 1 ? 0 : await db.QuerySingleAsync<long>(
                "SELECT count(*) FROM (SELECT 1 FROM registry_term WHERE term >= @from AND term < @to LIMIT 2000) AS part", new { from, to }), (from, to)));
        }

        var others = "";
        foreach (var ((_, (from, to)), i) in counted.OrderBy(one => one.Count).Select((one, i) => (one, i)))
        {
            values.Add(string.Create(CultureInfo.InvariantCulture, $"from{i}"), from);
            values.Add(string.Create(CultureInfo.InvariantCulture, $"to{i}"), to);
            others += i == 0 ? "" : string.Create(CultureInfo.InvariantCulture,
                $" AND EXISTS (SELECT 1 FROM registry_term o WHERE o.thumbprint = t.thumbprint AND o.term >= @from{i} AND o.term < @to{i})");
        }

        var join = state is "" ? "" : "JOIN issued_certificate c ON c.thumbprint = t.thumbprint ";
        return (
            $"""
            WHERE c.thumbprint IN (
                SELECT t.thumbprint FROM registry_term t {join}WHERE t.term >= @from0 AND t.term < @to0{others}{state}
                    AND NOT EXISTS (SELECT 1 FROM registry_term f WHERE f.thumbprint = t.thumbprint AND f.term >= @from0 AND f.term < t.term)
                LIMIT {MostFound + 1})
            """,
            values);
    }
}
