using System.Data.Common;
using System.Runtime.CompilerServices;
using Dapper;
using Portal.Storage;

namespace Portal.Features.Goskey.List;

/// <summary>SQL of the list of packages, always of one person.</summary>
public sealed class PackageListStore(Database database)
{
    /// <summary>A count ends here.</summary>
    public const int Counted = 1000;

    private const string Failed = "'Refused', 'Expired', 'NoRecipient', 'SenderNotConfirmed', 'Rejected', 'Failed', 'NotSent', 'Attention'";

    // Signed, and its results do not come: the problem is set when they have failed for hours.
    private const string Stuck = "(state = 'Signed' AND results_at IS NULL AND problem IS NOT NULL)";
    private const string NeedsYou = $"(state IN ({Failed}) OR alarms > 0 OR {Stuck})";

    private const string Counts =
        $"""
        (SELECT count(*) FROM goskey_document d WHERE d.package_id = p.id) AS documents, (SELECT count(*) FROM goskey_package g WHERE g.group_id = p.id) AS people,
        (SELECT count(*) FROM goskey_package g WHERE g.group_id = p.id AND g.state = 'Signed' AND g.alarms = 0 AND NOT {Stuck}) AS signed,
        (SELECT count(*) FROM goskey_package g WHERE g.group_id = p.id AND {NeedsYou}) AS need_you
        """;

    /// <summary>Rows, the last changed first, and how many there are (counted to <see cref="Counted"/>).</summary>
    public async Task<(IReadOnlyList<ListedPackage> Rows, int Total)> FindAsync(string personId, PackageFilter filter, int skip, int take, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        var (where, values) = Where(personId, filter);
        values.Add("skip", skip);
        values.Add("take", take);
        var rows = await ReadAsync(db, $"{where} ORDER BY p.changed_at DESC, p.id DESC LIMIT @take OFFSET @skip", values);
        var total = await db.QuerySingleAsync<long>($"SELECT count(*) FROM (SELECT 1 FROM goskey_package p {where} LIMIT {Counted}) counted", values);
        return (rows, (int)total);
    }

    /// <summary>Whether the person has a package at all.</summary>
    public async Task<bool> AnyAsync(string personId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleOrDefaultAsync<string>("SELECT id FROM goskey_package WHERE person_id = @personId LIMIT 1", new { personId }) is not null;
    }

    /// <summary>Packages that ended without signatures, were not sent, or whose signatures do not come, and that their author has not looked at since; the newest first.</summary>
    public async Task<IReadOnlyList<Package>> UnseenAsync(string personId, int take, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<Package>(
            $"""
            SELECT {PackageStore.Columns} FROM goskey_package WHERE person_id = @personId AND (state IN ({Failed}) OR {Stuck}) AND seen_at IS NULL
            ORDER BY changed_at DESC, id LIMIT @take
            """,
            new { personId, take })];
    }

    /// <summary>Everything that matches, 500 rows at a time; lists of people as their packages.</summary>
    public async IAsyncEnumerable<IReadOnlyList<ListedPackage>> AllAsync(string personId, PackageFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (where, values) = Where(personId, filter, flat: true);
        (DateTimeOffset ChangedAt, string Id) last = (DateTimeOffset.FromUnixTimeMilliseconds(253_402_300_799_000), "");
        while (true)
        {
            values.Add("changedAt", last.ChangedAt);
            values.Add("lastId", last.Id);
            IReadOnlyList<ListedPackage> rows;
            await using (var db = await database.OpenAsync(cancellationToken))
            {
                rows = await ReadAsync(
                    db, $"{where} AND (p.changed_at < @changedAt OR (p.changed_at = @changedAt AND p.id < @lastId)) ORDER BY p.changed_at DESC, p.id DESC LIMIT 500", values);
            }

            if (rows is not [.., var end])
            {
                yield break;
            }

            yield return rows;
            last = (end.Package.ChangedAt, end.Package.Id);
        }
    }

    private static async Task<IReadOnlyList<ListedPackage>> ReadAsync(DbConnection db, string rest, DynamicParameters values) =>
        [.. await db.QueryAsync<Package, PackageCounts, ListedPackage>(
            $"SELECT {PackageStore.Columns}, {Counts} FROM goskey_package p {rest}", (package, counts) => new ListedPackage(package, counts), values, splitOn: "documents")];

    private static (string Where, DynamicParameters Values) Where(string personId, PackageFilter filter, bool flat = false)
    {
        var values = new DynamicParameters(new { personId, groupId = filter.GroupId });
        var ranges = SearchTerms.Ranges(filter.Search);
        var state = filter.Group switch
        {
            PackageGroup.Drafts => " AND p.state = 'Draft'",
            PackageGroup.UnderWay => " AND p.state IN ('Queued', 'Sending', 'Checking', 'Waiting')",
            PackageGroup.Signed => " AND p.state = 'Signed'",
            PackageGroup.NeedsYou => $" AND {NeedsYou}",
            _ => "",
        };
        var level = filter.GroupId is not null ? " AND p.group_id = @groupId"
            : flat || filter.Group != PackageGroup.All || ranges.Count > 0 ? " AND p.state <> 'Group'"
            : " AND p.group_id IS NULL";
        var words = ranges.Count == 0 && !string.IsNullOrWhiteSpace(filter.Search) ? " AND 1 = 0" : "";
        for (var i = 0; i < ranges.Count; i++)
        {
            words += $" AND p.id IN (SELECT t.package_id FROM goskey_term t WHERE t.person_id = @personId AND t.term >= @from{i} AND t.term < @to{i})";
            values.Add($"from{i}", ranges[i].From);
            values.Add($"to{i}", ranges[i].To);
        }

        return ($"WHERE p.person_id = @personId{level}{state}{words}", values);
    }
}
