using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Dapper;
using Portal.Storage;

namespace Portal.Features.Drafts.List;

/// <summary>SQL of the list of reports in work. Its price follows what is found, not what is stored: searches go by words, counts stop.</summary>
public sealed class DraftListStore(Database database, TimeProvider clock)
{
    /// <summary>No page is longer.</summary>
    public const int MostRows = 100;

    /// <summary>A search and a list are counted up to here; what lies behind is found by narrowing.</summary>
    public const int Counted = 1_000;

    /// <summary>Each group is counted up to here.</summary>
    public const int CountedOfGroup = 100;

    // Where a report stands by its own row alone: word for word the expression of the index draft_by_stage.
    private const string Stage =
        """
        (CASE
            WHEN state IN ('Editing', 'Checking') THEN 'ToCheck' WHEN state = 'CheckFailed' THEN 'WithErrors' WHEN state = 'Checked' THEN 'Checked'
            WHEN state = 'Ready' AND settled_at >= changed_at THEN 'NotSent' WHEN state IN ('Signed', 'Preparing', 'Ready') THEN 'ToSend'
            WHEN state = 'Sending' THEN 'Sending' END)
        """;

    // What waits for a code, the phone or a colleague: a person has few of them at a time, so they lead where they are asked for.
    private const string Waiting =
        """
        SELECT s.subject_id AS draft_id FROM signing s WHERE s.link_id = @linkId AND s.state IN ('Starting', 'Waiting', 'Confirming')
        UNION SELECT q.draft_id FROM signature_request q WHERE q.from_link_id = @linkId AND q.state = 'Asked'
        """;

    private const string Columns =
        """
        d.id, d.account_id, d.state, d.facts, d.addressing, d.certificate_thumbprint, d.changed_at,
            (SELECT s.way FROM signing s WHERE s.subject_id = d.id AND s.link_id = d.link_id AND s.state IN ('Starting', 'Waiting', 'Confirming') LIMIT 1) AS way,
            (SELECT q.to_name FROM signature_request q WHERE q.draft_id = d.id AND q.state = 'Asked' LIMIT 1) AS handed_to,
            CASE WHEN d.state = 'Ready' AND d.settled_at >= d.changed_at THEN 1 ELSE 0 END AS failed
        """;

    private const string Own = "d.link_id = @linkId AND d.account_id = @accountId AND d.state <> 'Sent'";

    static DraftListStore()
    {
        SqlMapper.AddTypeHandler(new JsonColumn<ReportFacts>());
        SqlMapper.AddTypeHandler(new JsonColumn<Addressing>());
    }

    /// <summary>A page, and how many there are (at most <see cref="Counted"/>).</summary>
    public async Task<(IReadOnlyList<ListedDraft> Rows, int Total)> PageAsync(
        string linkId, string accountId, DraftFilter filter, int skip, int take, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        var values = new DynamicParameters(new { linkId, accountId, skip = Math.Min(skip, Counted), take = Math.Min(take, MostRows) });
        var from = await FromAsync(db, filter, linkId, accountId, values);
        var (column, direction) = filter.ByTitle ? ("d.folded", filter.Descending ? "DESC" : "ASC") : ("d.changed_at", filter.Descending ? "ASC" : "DESC");
        var rows = await db.QueryAsync<ListedDraft>($"SELECT {Columns} {from} ORDER BY {column} {direction}, d.id {direction} LIMIT @take OFFSET @skip", values);
        return ([.. rows], (int)await db.QuerySingleAsync<long>($"SELECT count(*) FROM (SELECT 1 {from} LIMIT {Counted}) counted", values));
    }

    /// <summary>How many reports are in each group, whatever is searched for; at most <see cref="CountedOfGroup"/>.</summary>
    public async Task<IReadOnlyDictionary<DraftGroup, int>> CountsAsync(string linkId, string accountId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        var counts = await db.QueryAsync<(string Name, long Count)>(
            string.Join(" UNION ALL ", Enum.GetValues<DraftGroup>().Select(group =>
                $"""
                SELECT '{group}', (SELECT count(*) FROM (SELECT 1 {From(group)} LIMIT {CountedOfGroup}) s)
                """)),
            new { linkId, accountId });
        return counts.ToDictionary(row => Enum.Parse<DraftGroup>(row.Name), row => (int)row.Count);
    }

    /// <summary>Given reports of this link in this account, in the order of their last change; at most <see cref="MostRows"/>.</summary>
    public async Task<IReadOnlyList<ListedDraft>> GivenAsync(string linkId, string accountId, IReadOnlyList<string> draftIds, CancellationToken cancellationToken = default)
    {
        if (draftIds.Count == 0)
        {
            return [];
        }

        await using var db = await database.OpenAsync(cancellationToken);
        var (list, values) = ValueRows.Of([.. draftIds.Take(MostRows)]);
        values.AddDynamicParams(new { linkId, accountId });
        return [.. await db.QueryAsync<ListedDraft>(
            $"SELECT {Columns} FROM draft d WHERE d.id IN ({list}) AND d.link_id = @linkId AND d.account_id = @accountId ORDER BY d.changed_at DESC, d.id DESC", values)];
    }

    /// <summary>What this link has begun and not finished, in every account it still has, the last touched first.</summary>
    public async Task<IReadOnlyList<ListedDraft>> UnfinishedAsync(string linkId, string? accountId, int take, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<ListedDraft>(
            $"""
            SELECT {Columns} FROM draft d WHERE d.link_id = @linkId AND d.state <> 'Sent'{(accountId is null ? "" : " AND d.account_id = @accountId")}
                AND EXISTS (SELECT 1 FROM account c WHERE c.link_id = d.link_id AND c.account_id = d.account_id)
            ORDER BY d.changed_at DESC, d.id DESC LIMIT @take
            """,
            new { linkId, accountId, take = Math.Min(take, MostRows) })];
    }

    /// <summary>Reports whose words are to be written; at most <paramref name="take"/>.</summary>
    public async Task<IReadOnlyList<string>> UnindexedAsync(int take, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<string>("SELECT id FROM draft WHERE indexed_at = 0 LIMIT @take", new { take })];
    }

    /// <summary>Writes anew what a report is found by: its words, its title to sort by, the identifier of its file.</summary>
    public async Task IndexAsync(string draftId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        await IndexAsync(db, draftId, clock.GetUtcNow(), transaction);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>The same within the transaction that changes the report or its files.</summary>
    internal static async Task IndexAsync(DbConnection db, string draftId, DateTimeOffset now, DbTransaction transaction)
    {
        var drafts = await db.QueryAsync<(string LinkId, string AccountId, string State, string Facts, string Addressing)>(
            "UPDATE draft SET indexed_at = @now WHERE id = @draftId RETURNING link_id, account_id, state, facts, addressing", new { draftId, now }, transaction);
        await db.ExecuteAsync("DELETE FROM draft_term WHERE draft_id = @draftId", new { draftId }, transaction);
        foreach (var (linkId, accountId, state, read, said) in drafts.AsList())
        {
            var facts = JsonSerializer.Deserialize<ReportFacts>(read)!;
            var to = Destination.Of(facts, JsonSerializer.Deserialize<Addressing>(said)!, []);
            var files = await db.QueryAsync<string>("SELECT file_name FROM draft_document WHERE draft_id = @draftId", new { draftId }, transaction);
            await db.ExecuteAsync(
                "UPDATE draft SET folded = @folded, file_id = @fileId WHERE id = @draftId",
                new { draftId, folded = FoldedText.Fold(facts.Title), fileId = facts.FileId?.ToLowerInvariant() }, transaction);
            string?[] texts = [facts.Title, facts.Knd, facts.PayerName, facts.Inn, facts.Kpp, to.Code, to.Recipient, .. files];
            var terms = state == nameof(DraftState.Sent) ? [] : SearchTerms.Of(texts);
            foreach (var some in ValueRows.Statements(terms.Select(term => (linkId, accountId, term, draftId)), columns: 4))
            {
                var (rows, values) = ValueRows.Of(some, ("l", row => row.linkId), ("a", row => row.accountId), ("t", row => row.term), ("d", row => row.draftId));
                await db.ExecuteAsync($"INSERT INTO draft_term (link_id, account_id, term, draft_id) VALUES {rows} ON CONFLICT DO NOTHING", values, transaction);
            }
        }
    }

    // CROSS JOIN keeps SQLite from beginning with the reports.
    private static string From(DraftGroup? group) => group == DraftGroup.AwaitingSignature
        ? $"FROM ({Waiting}) w CROSS JOIN draft d WHERE d.id = w.draft_id AND {Own} AND {Stage} = 'Checked'"
        : $"FROM draft d WHERE {Own}{And(group)}";

    private static string And(DraftGroup? group) => group switch
    {
        null => "",
        DraftGroup.ToSign => $" AND {Stage} = 'Checked' AND d.id NOT IN ({Waiting})",
        DraftGroup.AwaitingSignature => $" AND {Stage} = 'Checked' AND d.id IN ({Waiting})",
        var other => $" AND {Stage} = '{other}'",
    };

    // The rarest word leads, the others are looked up in its rows alone; words are counted only so far as to tell which is rarer.
    private static async Task<string> FromAsync(DbConnection db, DraftFilter filter, string linkId, string accountId, DynamicParameters values)
    {
        if (string.IsNullOrWhiteSpace(filter.Search))
        {
            return From(filter.Group);
        }

        var ranges = SearchTerms.Ranges(filter.Search);
        if (ranges.Count == 0)
        {
            return "FROM draft d WHERE 1 = 0";
        }

        var counted = new List<(long Count, (string From, string To) Range)>();
        foreach (var (from, to) in ranges)
        {
            counted.Add((ranges.Count == 1 ? 0 : await db.QuerySingleAsync<long>(
                $"""
                SELECT count(*) FROM (SELECT 1 FROM draft_term WHERE link_id = @linkId AND account_id = @accountId AND term >= @from AND term < @to LIMIT {2 * Counted}) AS part
                """,
                new { linkId, accountId, from, to }), (from, to)));
        }

        var others = "";
        foreach (var ((_, (from, to)), i) in counted.OrderBy(one => one.Count).Select((one, i) => (one, i)))
        {
            values.Add(string.Create(CultureInfo.InvariantCulture, $"from{i}"), from);
            values.Add(string.Create(CultureInfo.InvariantCulture, $"to{i}"), to);
            others += i == 0 ? "" : string.Create(CultureInfo.InvariantCulture,
                $" AND EXISTS (SELECT 1 FROM draft_term o WHERE o.draft_id = t.draft_id AND o.term >= @from{i} AND o.term < @to{i})");
        }

        return
            $"""
            FROM (
                SELECT DISTINCT t.draft_id FROM draft_term t WHERE t.link_id = @linkId AND t.account_id = @accountId AND t.term >= @from0 AND t.term < @to0{others}
                LIMIT {2 * Counted}) w
            CROSS JOIN draft d WHERE d.id = w.draft_id AND {Own}{And(filter.Group)}
            """;
    }
}
