using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Access;
using Portal.Features.Drafts;
using Portal.Features.Drafts.List;
using Portal.Storage;
using Portal.Testing;

namespace Portal.Benchmarks;

/// <summary>How long a search and each filter of the list take among 5,000 reports in work, as a ratio to 100.</summary>
public static class DraftsBenchmark
{
    private const int Runs = 200;
    private const string Account = "account";
    private static readonly Actor Person = new("person", "session", "Человек", IsAdmin: false);
    private static readonly DraftState[] States =
        [DraftState.Editing, DraftState.Editing, DraftState.Checked, DraftState.CheckFailed, DraftState.Ready, DraftState.Checked, DraftState.Signed, DraftState.Sending, DraftState.Editing, DraftState.Checked];

    /// <summary>Runs once and prints.</summary>
    public static async Task RunAsync()
    {
        // Once for nothing: whoever comes first pays for the start.
        await MeasureAsync(100);
        var small = await MeasureAsync(100);
        var big = await MeasureAsync(5_000);
        Print($"list of reports, median of a page of 100     100 reports   5,000 reports   ratio (wanted: under 3)   rows");
        foreach (var ((name, before, _), (_, after, rows)) in small.Zip(big))
        {
            Print($"{name,-42} {before,9:0.000} ms {after,12:0.000} ms   {after / before:0.00}                      {rows}");
        }
    }

    private static async Task<IReadOnlyList<(string Name, double Milliseconds, int Rows)>> MeasureAsync(int drafts)
    {
        using var folder = new TempFolder();
        await using var database = new Database(
            new StorageOptions { ConnectionString = $"Data Source={folder.Combine("portal.db")}" }, new DataFolder(folder.Path, folder.Path));
        await new Migrator(database, NullLogger<Migrator>.Instance).MigrateAsync();
        await FillAsync(database, drafts);
        var find = new FindDrafts(new Acting(new LinkStore(database, TimeProvider.System)), new DraftListStore(database, TimeProvider.System));
        var measured = new List<(string, double, int)>
        {
            await MedianAsync(find, "by a word of the file's name", i => new DraftFilter($"file{i % drafts:00000}")),
            await MedianAsync(find, "by payer and form", i => new DraftFilter($"Плательщик{i % drafts:00000} отчётность")),
            await MedianAsync(find, "by INN", i => new DraftFilter($"77{i % drafts:00000000}")),
            await MedianAsync(find, "everything, first page", _ => new DraftFilter()),
            await MedianAsync(find, "everything by title, first page", _ => new DraftFilter(ByTitle: true)),
        };
        foreach (var group in Enum.GetValues<DraftGroup>())
        {
            measured.Add(await MedianAsync(find, $"filter {group}, first page", _ => new DraftFilter(Group: group)));
        }

        return measured;
    }

    private static async Task FillAsync(Database database, int drafts)
    {
        await using (var db = await database.OpenAsync())
        {
            await db.ExecuteAsync("INSERT INTO person (id, issuer, subject, name, first_seen_at, last_seen_at) VALUES ('person', 'https://id.test', 'person', 'Человек', 0, 0)");
            await db.ExecuteAsync(
                """
                INSERT INTO link (id, person_id, service_user_id, kontur_user, phone, state, created_at, changed_at, linked_at, decided_at)
                VALUES ('link', 'person', 'service', 'user', 'sealed', 'Active', 0, 0, 0, 0)
                """);
            await using var transaction = await db.BeginTransactionAsync();
            for (var i = 0; i < drafts; i++)
            {
                var facts = new ReportFacts { Knd = "0710099", FormName = "Бухгалтерская отчётность", PayerName = $"Плательщик{i:00000}", Inn = $"77{i:00000000}", Year = "2024", FileId = $"file{i:00000}" };
                await db.ExecuteAsync(
                    """
                    INSERT INTO draft (id, link_id, account_id, state, facts, title, created_at, changed_at)
                    VALUES (@id, 'link', @Account, @state, @facts, @Title, @at, @at)
                    """,
                    new { id = $"draft-{i}", Account, state = States[i % States.Length].ToString(), facts = JsonSerializer.Serialize(facts), facts.Title, at = 1_700_000_000_000L + i }, transaction);
                await db.ExecuteAsync(
                    """
                    INSERT INTO draft_document (id, draft_id, kind, file_name, size, sha256, content_id, uploaded_at) VALUES (@id, @draft, 'Report', @name, 1, @id, @id, 0)
                    """,
                    new { id = $"document-{i}", draft = $"draft-{i}", name = $"NO_file{i:00000}.xml" }, transaction);
            }

            await transaction.CommitAsync();
        }

        var store = new DraftListStore(database, TimeProvider.System);
        while (await store.UnindexedAsync(500) is { Count: > 0 } some)
        {
            foreach (var id in some)
            {
                await store.IndexAsync(id);
            }
        }
    }

    private static async Task<(string Name, double Milliseconds, int Rows)> MedianAsync(FindDrafts find, string name, Func<int, DraftFilter> filter)
    {
        var times = new List<double>();
        var most = 0;
        for (var i = 0; i < Runs; i++)
        {
            var clock = Stopwatch.StartNew();
            var found = await find.RunAsync(Person, Account, filter(i), 0, 100);
            times.Add(clock.Elapsed.TotalMilliseconds);
            most = Math.Max(most, found.Rows.Count);
        }

        return (name, times.Order().ElementAt(Runs / 2), most);
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
