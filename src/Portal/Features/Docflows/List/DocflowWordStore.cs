using System.Data.Common;
using System.Globalization;
using Dapper;
using Portal.Storage;

namespace Portal.Features.Docflows.List;

/// <summary>SQL of searches in the list of docflows, by their words (<c>docflow_term</c>).</summary>
internal static class DocflowWordStore
{
    // Of a word so many of the newest rows are looked at.
    private const int Looked = 2 * DocflowListStore.Counted;

    // A filter that leaves fewer rows is searched whole.
    private const int Few = DocflowListStore.Counted;

    private const string Own = "link_id = @linkId AND account_id = @accountId";

    /// <summary>
    /// The rows of a search, and the same to be counted; null when it has no words. The rarest word leads, the others are looked up in its rows alone. Whole words come newest first;
    /// beginnings of words in the order of the words.
    /// </summary>
    public static async Task<(string? Ids, string Count)> FoundAsync(
        DbConnection db, string search, IReadOnlyList<string>? cells, string dates, string linkId, string accountId, DynamicParameters values)
    {
        var narrowed = $"{dates}{(cells is null ? "" : $" AND cell IN ({string.Join(", ", cells)})")}";
        if (Guid.TryParse(search.Trim(), out var docflowId))
        {
            values.Add("docflowId", docflowId.ToString());
            var one = $"SELECT id, sent_at FROM docflow WHERE link_id = @linkId AND docflow_id = @docflowId AND account_id = @accountId AND hidden_at IS NULL{narrowed}";
            return (one, one);
        }

        var ranges = SearchTerms.Ranges(search);
        var counted = new List<(long Count, (string From, string To) Range)>();
        foreach (var (from, to) in ranges)
        {
            counted.Add((ranges.Count == 1 ? 0 : await db.QuerySingleAsync<long>(
                $"SELECT count(*) FROM (SELECT 1 FROM docflow_term WHERE {Own} AND term >= @from AND term < @to LIMIT {Looked}) part", new { linkId, accountId, from, to }), (from, to)));
        }

        if (counted.Count == 0)
        {
            return (null, "");
        }

        var others = "";
        foreach (var ((_, (from, to)), i) in counted.OrderBy(one => one.Count).Select((one, i) => (one, i)))
        {
            values.Add(string.Create(CultureInfo.InvariantCulture, $"from{i}"), from);
            values.Add(string.Create(CultureInfo.InvariantCulture, $"to{i}"), to);
            others += i == 0 ? "" : string.Create(CultureInfo.InvariantCulture,
                $" AND EXISTS (SELECT 1 FROM docflow_term o WHERE o.row_id = t.row_id AND o.term >= @from{i} AND o.term < @to{i})");
        }

        // A filter that leaves few rows leads itself: then every one of them is looked at, however old.
        if (narrowed.Length > 0 && await db.QuerySingleAsync<long>($"SELECT count(*) FROM (SELECT 1 FROM docflow WHERE {Own} AND hidden_at IS NULL{narrowed} LIMIT {Few}) part", values) < Few)
        {
            var all = string.Concat(Enumerable.Range(0, counted.Count).Select(i => string.Create(CultureInfo.InvariantCulture,
                $" AND EXISTS (SELECT 1 FROM docflow_term o WHERE o.row_id = docflow.id AND o.term >= @from{i} AND o.term < @to{i})")));
            var few = $"SELECT id, sent_at FROM docflow WHERE {Own} AND hidden_at IS NULL{narrowed}{all}";
            return (few, few);
        }

        var words =
            $"""
            SELECT DISTINCT t.row_id AS id, t.sent_at FROM (
                SELECT row_id, sent_at FROM (SELECT row_id, sent_at FROM docflow_term WHERE {Own} AND term = @from0 ORDER BY sent_at DESC, row_id DESC LIMIT {Looked}) whole
                UNION ALL
                SELECT row_id, sent_at FROM (SELECT row_id, sent_at FROM docflow_term WHERE {Own} AND term > @from0 AND term < @to0 LIMIT {Looked}) begun) t
            WHERE 1 = 1{others}
            """;
        var ids = narrowed.Length == 0 ? words
            : $"SELECT d.id, d.sent_at FROM ({words}) f CROSS JOIN (SELECT id, sent_at, cell, payer_inn FROM docflow WHERE hidden_at IS NULL) d WHERE d.id = f.id{narrowed.Replace(" sent_at", " d.sent_at", StringComparison.Ordinal)}";
        return (ids, ids);
    }
}
