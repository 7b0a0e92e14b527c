using System.Diagnostics;
using System.Globalization;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Access;
using Portal.Features.Docflows;
using Portal.Features.Docflows.List;
using Portal.Features.Docflows.Replies;
using Portal.Storage;
using Portal.Testing;

namespace Portal.Benchmarks;

/// <summary>How long the first page, a search and each filter of the list of docflows take at 1,000,000 rows of one link and account, as a ratio to 10,000.</summary>
public static class DocflowListBenchmark
{
    private const int Runs = 100;
    private const string Account = "account";
    private static readonly Actor Person = new("person", "session", "Человек", IsAdmin: false);

    // Type, status, state: what an account with everything would hold.
    private static readonly (string Type, string Status, string State)[] Kinds =
    [
        ("fns534-report", "finished", "successful"), ("fns534-report", "sent", "neutral"), ("fns534-report", "response-arrived", "failed"), ("fns534-report", "finished", "warning"),
        ("fns534-demand", "received", "neutral"), ("fns534-demand", "finished", "successful"), ("fns534-cu-letter", "received", "neutral"), ("fns534-letter", "delivered", "successful"),
        ("fns534-ion", "response-arrived", "successful"), ("stat-report", "finished", "successful"), ("stat-cu-letter", "finished", "successful"), ("sfr-report", "delivered", "neutral"),
        ("sfr-report", "finished", "failed"), ("pfr-letter", "finished", "neutral"), ("fss-sedo-broadcast-message", "received", "neutral"), ("quantum", "teleported", "neutral"),
    ];

    /// <summary>Runs once and prints.</summary>
    public static async Task RunAsync()
    {
        // Once for nothing: whoever comes first pays for the start.
        await MeasureAsync(1_000);
        var small = await MeasureAsync(10_000);
        var big = await MeasureAsync(1_000_000);
        Print($"list of docflows, median of a page of 50    10,000 rows   1,000,000 rows   ratio (wanted: at most 3)   rows");
        foreach (var ((name, before, _), (_, after, rows)) in small.Zip(big))
        {
            Print($"{name,-42} {before,9:0.000} ms {after,12:0.000} ms   {after / before:0.00}                      {rows}");
        }
    }

    private static async Task<IReadOnlyList<(string Name, double Milliseconds, int Rows)>> MeasureAsync(int docflows)
    {
        using var folder = new TempFolder();
        await using var database = new Database(
            new StorageOptions { ConnectionString = $"Data Source={folder.Combine("portal.db")}" }, new DataFolder(folder.Path, folder.Path));
        await new Migrator(database, NullLogger<Migrator>.Instance).MigrateAsync();
        var clock = Stopwatch.StartNew();
        await FillAsync(database, docflows);
        Print($"{docflows:#,0} rows written in {clock.Elapsed.TotalSeconds:0.0} s");
        var find = new FindDocflows(new Acting(new LinkStore(database, TimeProvider.System)), new DocflowListStore(database, TimeProvider.System), new DocflowRefreshStore(database), new SavedFilterStore(database, TimeProvider.System), new ReplyStore(database, TimeProvider.System));
        var year = new DateOnly(2025, 6, 1);
        var measured = new List<(string, double, int)>
        {
            await MedianAsync(find, "everything, first page", _ => new()),
            await MedianAsync(find, "everything, page 20", _ => new(), skip: 950),
            await MedianAsync(find, "by a number", i => new() { Search = $"n{i * 37 % docflows}" }),
            await MedianAsync(find, "by a payer and a form, 10 found", i => new() { Search = $"плательщик{i * 7 % (docflows / 10):000000} декларация" }),
            await MedianAsync(find, "by a word that all have", _ => new() { Search = "декларация" }),
            await MedianAsync(find, "by that word within refusals", _ => new() { Search = "декларация", Stage = DocflowStage.Refused }),
            await MedianAsync(find, "unread", _ => new() { Unread = true }),
            await MedianAsync(find, "awaiting an answer", _ => new() { Awaits = true }),
            await MedianAsync(find, "of one organisation of few", _ => new() { PayerInn = "7700000024" }),
            await MedianAsync(find, "of one organisation, refused, by form", _ => new() { PayerInn = "7700000016", Stage = DocflowStage.Refused, Form = "1151001" }),
            await MedianAsync(find, "a period of a month", _ => new() { FromDay = year, ToDay = year.AddMonths(1) }),
            await MedianAsync(find, "Rosstat, refused: nothing", _ => new() { Body = StateBody.Rosstat, Stage = DocflowStage.Refused }),
        };
        foreach (var kind in Enum.GetValues<DocflowKind>())
        {
            measured.Add(await MedianAsync(find, $"type {kind}", _ => new() { Kind = kind }));
        }

        foreach (var body in Enum.GetValues<StateBody>())
        {
            measured.Add(await MedianAsync(find, $"body {body}", _ => new() { Body = body }));
        }

        foreach (var stage in Enum.GetValues<DocflowStage>())
        {
            measured.Add(await MedianAsync(find, $"state {stage}", _ => new() { Stage = stage }));
        }

        return measured;
    }

    // In SQL: a million rows with their words in one transaction.
    private static async Task FillAsync(Database database, int docflows)
    {
        await using var db = await database.OpenAsync();
        await db.ExecuteAsync("INSERT INTO person (id, issuer, subject, name, first_seen_at, last_seen_at) VALUES ('person', 'https://id.test', 'person', 'Человек', 0, 0)");
        await db.ExecuteAsync(
            """
            INSERT INTO link (id, person_id, service_user_id, kontur_user, phone, state, created_at, changed_at, linked_at, decided_at)
            VALUES ('link', 'person', 'service', 'user', 'sealed', 'Active', 0, 0, 0, 0)
            """);
        await using var transaction = await db.BeginTransactionAsync();
        await db.ExecuteAsync("CREATE TEMP TABLE kind (k integer PRIMARY KEY, type text, status text, state text, cell text, awaits text)", transaction: transaction);
        var cells = Kinds.Select((one, k) =>
        {
            var entry = new DocflowEntry
            {
                Id = "", LinkId = "", AccountId = "", DocflowId = "", Type = "urn:docflow:" + one.Type, Status = "urn:docflow-common-status:" + one.Status,
                SuccessState = "urn:docflow-state:" + one.State, FormKey = "1151001", Awaits = DocflowAwaits.Answer(one.Type, one.Status), FormName = "", Correction = 0, Payer = "", Recipient = "", SentAt = default, ChangedAt = default, Asked = 0,
            };
            return new { k, entry.Type, entry.Status, State = entry.SuccessState, cell = DocflowCell.Of(entry).ToString(), awaits = entry.Awaits?.ToString() };
        }).ToList();
        await db.ExecuteAsync("INSERT INTO kind (k, type, status, state, cell, awaits) VALUES (@k, @Type, @Status, @State, @cell, @awaits)", cells, transaction);
        await db.ExecuteAsync("INSERT INTO docflow_cell (link_id, account_id, cell) SELECT DISTINCT 'link', 'account', cell FROM kind", transaction: transaction);
        await db.ExecuteAsync(
            """
            WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < @docflows)
            INSERT INTO docflow (id, link_id, account_id, docflow_id, type, status, success_state, form_name, knd, correction, payer, payer_name, numbers, recipient, recipient_name, sent_at, changed_at,
                asked, awaits, cell, listed_at, payer_inn, form_key)
            SELECT 'd' || i, 'link', 'account', 'k' || i, type, status, state, 'Декларация', '1151001', 0, '7700000016-770001001', 'Плательщик' || printf('%06d', i % (@docflows / 10)), 'n' || i, '0087', 'Инспекция',
                1750000000000 + i * 1000, 1750000000000 + i * 1000, 0, awaits, cell, 0, CASE WHEN i % 100 = 0 THEN '7700000024' ELSE '7700000016' END, '1151001'
            FROM n JOIN kind ON k = i % @kinds
            """,
            new { docflows, kinds = Kinds.Length }, transaction, commandTimeout: 0);
        foreach (var word in new[] { "'декларация'", string.Create(CultureInfo.InvariantCulture, $"'плательщик' || printf('%06d', substr(id, 2) % {docflows / 10})"), "'n' || substr(id, 2)" })
        {
            await db.ExecuteAsync(
                $"""
                INSERT INTO docflow_term (link_id, account_id, term, sent_at, row_id) SELECT link_id, account_id, lower(hex({word})), sent_at, id FROM docflow
                ORDER BY 3, sent_at, id
                """,
                transaction: transaction, commandTimeout: 0);
        }

        await transaction.CommitAsync();
    }

    private static async Task<(string Name, double Milliseconds, int Rows)> MedianAsync(FindDocflows find, string name, Func<int, DocflowListFilter> filter, int skip = 0)
    {
        var times = new List<double>();
        var most = 0;
        for (var i = 0; i < Runs; i++)
        {
            var clock = Stopwatch.StartNew();
            var found = await find.RunAsync(Person, Account, filter(i), skip, 50);
            times.Add(clock.Elapsed.TotalMilliseconds);
            most = Math.Max(most, found.Rows.Count);
        }

        return (name, times.Order().ElementAt(Runs / 2), most);
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
