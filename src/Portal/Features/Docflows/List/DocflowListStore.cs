using System.Data.Common;
using System.Globalization;
using Dapper;
using Portal.Features.Docflows.Replies;
using Portal.Storage;

namespace Portal.Features.Docflows.List;

/// <summary>
/// SQL of the list of docflows. Its price follows what is shown, not what is stored: filters are cells, each read in the order of its index, searches go by
/// words, counts stop.
/// </summary>
public sealed class DocflowListStore(Database database, TimeProvider clock)
{
    /// <summary>No page is longer.</summary>
    public const int MostRows = 100;

    /// <summary>A list is counted up to here; what lies behind is found by narrowing.</summary>
    public const int Counted = 1_000;

    // SQLite joins at most 500 selects; parts of parts have no such end.
    private const int MostParts = 200;

    private const string Own = "link_id = @linkId AND account_id = @accountId";

    /// <summary>A page, the newest first, and how many there are (at most <see cref="Counted"/>).</summary>
    public async Task<(IReadOnlyList<DocflowEntry> Rows, int Total)> PageAsync(
        string linkId, string accountId, DocflowListFilter filter, int skip, int take, CancellationToken cancellationToken = default)
    {
        (skip, take) = (Math.Clamp(skip, 0, Counted), Math.Min(take, MostRows));
        await using var db = await database.OpenAsync(cancellationToken);
        var values = new DynamicParameters(new { linkId, accountId, skip, take, most = skip + take, filter.From, filter.To, filter.PayerInn });
        var dates = (filter.From is null ? "" : " AND sent_at >= @From") + (filter.To is null ? "" : " AND sent_at < @To") + (filter.PayerInn is null ? "" : " AND payer_inn = @PayerInn");

        // A payer's rows, too, are read cell by cell: its index begins with the payer and goes on with the cell.
        IReadOnlyList<string>? cells = filter.IsNarrowed || filter.PayerInn is not null ? Named(values, filter.Of(await CellsAsync(db, linkId, accountId))) : null;
        if (cells is { Count: 0 })
        {
            return ([], 0);
        }

        var (ids, count) = string.IsNullOrWhiteSpace(filter.Search) ? Listed(cells, dates) : await DocflowWordStore.FoundAsync(db, filter.Search, cells, dates, linkId, accountId, values);
        if (ids is null)
        {
            return ([], 0);
        }

        // CROSS JOIN keeps SQLite from beginning with the docflows.
        var rows = await db.QueryAsync<DocflowEntry>(
            $"""
            SELECT d.* FROM (SELECT id AS wanted FROM ({ids}) every ORDER BY sent_at DESC, id DESC LIMIT @take OFFSET @skip) w
            CROSS JOIN (SELECT {DocflowRowStore.Columns} FROM docflow) d WHERE d.id = w.wanted AND d.hidden_at IS NULL ORDER BY d.sent_at DESC, d.id DESC
            """,
            values);
        return ([.. rows], (int)await db.QuerySingleAsync<long>($"SELECT count(*) FROM (SELECT 1 FROM ({count}) every LIMIT {Counted}) counted", values));
    }

    /// <summary>What an account has had, for the filters to offer.</summary>
    public async Task<IReadOnlyList<DocflowCell>> CellsAsync(string linkId, string accountId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await CellsAsync(db, linkId, accountId);
    }

    /// <summary>How many rows are in the given cells; at most <see cref="Counted"/>.</summary>
    public async Task<int> CountAsync(string linkId, string accountId, IEnumerable<DocflowCell> cells, CancellationToken cancellationToken = default)
    {
        var values = new DynamicParameters(new { linkId, accountId });
        var names = Named(values, [.. cells]);
        if (names.Count == 0)
        {
            return 0;
        }

        await using var db = await database.OpenAsync(cancellationToken);
        return (int)await db.QuerySingleAsync<long>(
            $"SELECT count(*) FROM (SELECT 1 FROM docflow WHERE {Own} AND hidden_at IS NULL AND cell IN ({string.Join(", ", names)}) LIMIT {Counted}) counted", values);
    }

    /// <summary>The forms an account has had, by name; at most 300.</summary>
    public async Task<IReadOnlyList<(string Key, string Name)>> FormsAsync(string linkId, string accountId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. (await db.QueryAsync<(string Key, string Name)>($"SELECT form_key, name FROM docflow_form WHERE {Own} ORDER BY form_key LIMIT 300", new { linkId, accountId }))
            .OrderBy(form => form.Name, StringComparer.CurrentCultureIgnoreCase)];
    }

    /// <summary>What awaits an answer in the accounts this link still has, by the day it is due; what is not due by any day comes last, the newest first.</summary>
    public Task<IReadOnlyList<DocflowEntry>> AwaitingAsync(string linkId, int take, CancellationToken cancellationToken = default) =>
        OfAllAccountsAsync("awaits IS NOT NULL", linkId, null, take, cancellationToken, "COALESCE(due_on, '9999-12-31'), ");

    /// <summary>What answers a docflow, and what it answers, as this link's session lists them; the newest first, at most 100.</summary>
    public async Task<IReadOnlyList<DocflowEntry>> RelatedAsync(DocflowEntry entry, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. (await db.QueryAsync<DocflowEntry>(
            $"""
            SELECT {DocflowRowStore.Columns} FROM docflow WHERE link_id = @LinkId AND related_docflow_id = @DocflowId AND hidden_at IS NULL
            UNION ALL
            SELECT {DocflowRowStore.Columns} FROM docflow WHERE link_id = @LinkId AND docflow_id = @RelatedDocflowId AND hidden_at IS NULL
            LIMIT {MostRows}
            """,
            new { entry.LinkId, entry.DocflowId, entry.RelatedDocflowId })).OrderByDescending(row => row.SentAt)];
    }

    /// <summary>Refusals since an instant that this link never opened, in the accounts it still has, the newest first.</summary>
    public Task<IReadOnlyList<DocflowEntry>> RefusedUnreadAsync(string linkId, DateTimeOffset since, int take, CancellationToken cancellationToken = default) =>
        OfAllAccountsAsync("success_state = 'urn:docflow-state:failed' AND opened_at IS NULL AND sent_at >= @since", linkId, since, take, cancellationToken);

    /// <summary>The account's organisations; at most 1000.</summary>
    public async Task<AccountPayers> PayersAsync(string linkId, string accountId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return new AccountPayers([.. await db.QueryAsync<(string OrganizationId, string Inn, string? Kpp, string Name)>(
            $"SELECT organization_id, inn, kpp, name FROM payer WHERE {Own} ORDER BY is_main DESC, name LIMIT 1000", new { linkId, accountId })]);
    }

    /// <summary>Writes a page of Kontur's list in one transaction: what was hidden is shown again.</summary>
    public async Task SaveListedAsync(IReadOnlyList<ListedDocflow> listed, CancellationToken cancellationToken = default)
    {
        var now = clock.GetUtcNow();
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        foreach (var (entry, nextAskAt, replies) in listed)
        {
            var id = await DocflowRowStore.PutAsync(db, transaction, entry, nextAskAt, DocflowRowStore.Listed, now);
            if (replies is { Count: > 0 })
            {
                // A list without links says nothing: what is known stays until the docflow itself is read.
                await PossibleReplyStore.PutAsync(db, transaction, entry.LinkId, id, entry.DocflowId, replies);
            }
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>
    /// Hides what a full list of changes from <paramref name="since"/>, begun at <paramref name="started"/>, did not show. What was sent from here has a day to appear in a list, since Kontur's lags;
    /// answers to demands, which lists may leave out for good, stay until their own page is refused. Returns our ids of what was hidden.
    /// </summary>
    public async Task<IReadOnlyList<string>> HideUnlistedAsync(
        string linkId, string accountId, DateTimeOffset started, DateTimeOffset since, CancellationToken cancellationToken = default) => await HideAsync(
        "changed_at >= @since AND (listed_at < @started OR (listed_at IS NULL AND sent_at < @lagging AND type NOT LIKE '%-inventory'))",
        new { linkId, accountId, started, since, lagging = started.AddDays(-1), now = clock.GetUtcNow() }, cancellationToken);

    /// <summary>Hides one row of this link.</summary>
    public async Task HideAsync(string linkId, DocflowEntry entry, CancellationToken cancellationToken = default) =>
        await HideAsync("id = @Id", new { linkId, accountId = entry.AccountId, entry.Id, now = clock.GetUtcNow() }, cancellationToken);

    private async Task<IReadOnlyList<DocflowEntry>> OfAllAccountsAsync(string which, string linkId, DateTimeOffset? since, int take, CancellationToken cancellationToken, string first = "")
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<DocflowEntry>(
            $"""
            SELECT {DocflowRowStore.Columns} FROM docflow WHERE link_id = @linkId AND hidden_at IS NULL AND {which}
                AND EXISTS (SELECT 1 FROM account a WHERE a.link_id = docflow.link_id AND a.account_id = docflow.account_id)
            ORDER BY {first}sent_at DESC, id DESC LIMIT @take
            """,
            new { linkId, since, take = Math.Min(take, MostRows) })];
    }

    private static async Task<IReadOnlyList<DocflowCell>> CellsAsync(DbConnection db, string linkId, string accountId) =>
        [.. (await db.QueryAsync<string>($"SELECT cell FROM docflow_cell WHERE {Own}", new { linkId, accountId })).Select(text => DocflowCell.TryParse(text, out var cell) ? cell : null).OfType<DocflowCell>()];

    private static List<string> Named(DynamicParameters values, IReadOnlyList<DocflowCell> cells)
    {
        var names = cells.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"@cell{i}")).ToList();
        for (var i = 0; i < cells.Count; i++)
        {
            values.Add(names[i], cells[i].ToString());
        }

        return names;
    }

    // Of each cell the newest, from its own index: no more than the page needs.
    private static (string Ids, string Count) Listed(IReadOnlyList<string>? cells, string dates)
    {
        var where = $"FROM docflow WHERE {Own} AND hidden_at IS NULL{dates}";
        return cells is null
            ? ($"SELECT id, sent_at {where} ORDER BY sent_at DESC, id DESC LIMIT @most", $"SELECT 1 {where} LIMIT {Counted}")
            : (string.Join(" UNION ALL ", cells.Select((cell, i) => string.Create(CultureInfo.InvariantCulture,
                    $"SELECT id, sent_at FROM (SELECT id, sent_at {where} AND cell = {cell} ORDER BY sent_at DESC, id DESC LIMIT @most) c{i}")).Chunk(MostParts)
                    .Select((part, i) => string.Create(CultureInfo.InvariantCulture, $"SELECT id, sent_at FROM (SELECT id, sent_at FROM ({string.Join(" UNION ALL ", part)}) p{i} ORDER BY sent_at DESC, id DESC LIMIT @most) q{i}"))),
                $"SELECT 1 {where} AND cell IN ({string.Join(", ", cells)}) LIMIT {Counted}");
    }

    private async Task<IReadOnlyList<string>> HideAsync(string which, object values, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        var hidden = await db.QueryAsync<string>($"UPDATE docflow SET hidden_at = @now, searched = '' WHERE {Own} AND hidden_at IS NULL AND {which} RETURNING id", values, transaction);
        await db.ExecuteAsync($"DELETE FROM docflow_term WHERE row_id IN (SELECT id FROM docflow WHERE {Own} AND hidden_at = @now)", values, transaction);
        await transaction.CommitAsync(cancellationToken);
        return hidden.AsList();
    }
}
