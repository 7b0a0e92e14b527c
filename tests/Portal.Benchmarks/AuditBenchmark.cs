using System.Diagnostics;
using System.Globalization;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Access;
using Portal.Features.Audit;
using Portal.Storage;
using Portal.Testing;

namespace Portal.Benchmarks;

/// <summary>How long an administrator's search by person takes among 10,000 and among 1,000,000 audit rows, and what the chain costs.</summary>
public static class AuditBenchmark
{
    private const int Runs = 200;
    private static readonly Actor Admin = new("admin", "session", "Администратор", IsAdmin: true);
    private static readonly string[] Operations = ["session.sign-in", "accounts.open", "draft.upload", "draft.check", "draft.sign", "draft.send", "docflow.open"];

    /// <summary>Runs once and prints.</summary>
    public static async Task RunAsync()
    {
        // Once for nothing: whoever comes first pays for the start.
        await MeasureAsync(10_000);
        var small = await MeasureAsync(10_000);
        var big = await MeasureAsync(1_000_000);
        Print($"search by person, median of a page of 50   10,000 rows   1,000,000 rows   ratio (wanted: at most 3)");
        foreach (var ((name, before), (_, after)) in small.Zip(big))
        {
            Print($"{name,-42} {before,9:0.000} ms {after,13:0.000} ms   {after / before:0.00}");
        }
    }

    // A person has 100 rows whatever the size; one person in both has a hundredth of all rows.
    private static async Task<IReadOnlyList<(string Name, double Milliseconds)>> MeasureAsync(int rows)
    {
        using var folder = new TempFolder();
        await using var database = new Database(
            new StorageOptions { ConnectionString = $"Data Source={folder.Combine("portal.db")}" }, new DataFolder(folder.Path, folder.Path));
        await new Migrator(database, NullLogger<Migrator>.Instance).MigrateAsync();
        var chain = new AuditChain(MasterKey.Load(folder.Combine("master.key"), createWhenMissing: true));
        using var store = new AuditStore(database, chain);
        var people = rows / 100;
        var clock = Stopwatch.StartNew();
        await FillAsync(database, chain, rows, people);
        Print($"{rows:N0} rows written in {clock.Elapsed.TotalSeconds:0.0} s (one transaction, sealed)");

        clock.Restart();
        var verdict = await new AuditCheck(store, chain).RunToEndAsync();
        Print($"{verdict.Checked:N0} rows checked in {clock.Elapsed.TotalSeconds:0.0} s, {(verdict.Break is null ? "sound" : verdict.Break)}");
        var log = new AuditLog(store, TimeProvider.System, NullLogger<AuditLog>.Instance);
        clock.Restart();
        for (var i = 0; i < Runs; i++)
        {
            await log.RecordAsync(Admin, "room.verb", "object", _ => Task.FromResult(true));
        }

        Print($"append on top of them: {clock.Elapsed.TotalMilliseconds / Runs:0.00} ms each");
        var search = new SearchAudit(new AuditSearchStore(database));
        return
        [
            ("by id, 100 rows", await MedianAsync(i => search.RunAsync(Admin, new() { Person = Person(1 + (i % (people - 1))) }, 0, 50))),
            ("by name, 100 rows", await MedianAsync(i => search.RunAsync(Admin, new() { Who = $"Человеков {Name(1 + (i % (people - 1)))}" }, 0, 50))),
            ("by id and operation", await MedianAsync(i => search.RunAsync(Admin, new() { Person = Person(1 + (i % (people - 1))), Operation = "draft.send" }, 0, 50))),
            ("by id, a hundredth of all rows", await MedianAsync(_ => search.RunAsync(Admin, new() { Person = Person(0) }, 0, 50))),
            ("by trace id", await MedianAsync(i => search.RunAsync(Admin, new() { Trace = $"trace-{i * 7}" }, 0, 50))),
            ("everything", await MedianAsync(_ => search.RunAsync(Admin, new(), 0, 50))),
        ];
    }

    private static async Task FillAsync(Database database, AuditChain chain, int rows, int people)
    {
        await using var db = await database.OpenAsync();
        await using var transaction = await db.BeginTransactionAsync();
        await db.ExecuteAsync(
            "INSERT INTO audit_name (person_id, word) VALUES (@person, @word)",
            Enumerable.Range(0, people).SelectMany(i => new[] { "человеков", Name(i).ToLowerInvariant() }.Select(word => new { person = Person(i), word = Word(word) })), transaction);
        var head = AuditHead.None;
        await using var insert = db.CreateCommand();
        insert.Transaction = transaction;
        string[] columns = ["seq", "hash", "id", "at", "person_id", "person_name", "session_id", "link_id", "account_id", "operation", "object_id", "outcome", "detail", "trace_id"];
        insert.CommandText = $"INSERT INTO audit ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select(column => "@" + column))})";
        foreach (var column in columns)
        {
            var parameter = insert.CreateParameter();
            parameter.ParameterName = column;
            insert.Parameters.Add(parameter);
        }

        for (var i = 0; i < rows; i++)
        {
            var person = (i * 2654435761L >> 9) % 100 == 50 ? 0 : i % people;
            object?[] values =
            [
                $"{i:x32}", 1_700_000_000_000L + (i * 1000L), Person(person), "Человеков " + Name(person), "session", $"link-{person}", $"account-{person}",
                Operations[i % Operations.Length], $"object-{i / 5}", "done", "факты", $"trace-{i}",
            ];
            var hash = chain.Seal(head, values)!;
            head = new AuditHead(head.Seq + 1, hash);
            object?[] all = [head.Seq, hash, .. values];
            for (var column = 0; column < all.Length; column++)
            {
                insert.Parameters[column].Value = all[column];
            }

            await insert.ExecuteNonQueryAsync();
        }

        await db.ExecuteAsync("UPDATE audit_head SET seq = @Seq, hash = @Hash, mac = @mac", new { head.Seq, head.Hash, mac = chain.SealHead(head) }, transaction);
        await transaction.CommitAsync();
    }

    private static async Task<double> MedianAsync(Func<int, Task<AuditFound>> work)
    {
        var times = new List<double>();
        for (var i = 0; i < Runs; i++)
        {
            var clock = Stopwatch.StartNew();
            if ((await work(i)).Rows.Count == 0 && i > 0)
            {
                throw new InvalidOperationException("Nothing was found.");
            }

            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        return times.Order().ElementAt(Runs / 2);
    }

    private static string Person(int i) => $"person-{i:000000}";

    private static string Name(int i) => $"Имя{i:000000}";

    private static string Word(string folded) => Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(folded));

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
