using System.Diagnostics;
using System.Globalization;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Access;
using Portal.Features.AccountLinks;
using Portal.Features.AccountLinks.Registry;
using Portal.Storage;
using Portal.Testing;

namespace Portal.Benchmarks;

/// <summary>How long an administrator's search takes among 10,000 and among 100,000 links.</summary>
public static class LinksBenchmark
{
    private const int Runs = 200;
    private static readonly Actor Admin = new("admin", "session", "Администратор", IsAdmin: true);
    private static readonly string[] States = ["Active", "Active", "Active", "Active", "Active", "Active", "Blocked", "Refused", "AwaitingApproval", "Unlinked"];

    /// <summary>Runs once and prints.</summary>
    public static async Task RunAsync()
    {
        // Once for nothing: whoever comes first pays for the start.
        await MeasureAsync(10_000);
        var small = await MeasureAsync(10_000);
        var big = await MeasureAsync(100_000);
        Print($"search of links, median of a page of 50      10,000 links   100,000 links   ratio (wanted: at most 3)");
        foreach (var ((name, before), (_, after)) in small.Zip(big))
        {
            Print($"{name,-42} {before,9:0.000} ms {after,13:0.000} ms   {after / before:0.00}");
        }
    }

    private static async Task<IReadOnlyList<(string Name, double Milliseconds)>> MeasureAsync(int links)
    {
        using var folder = new TempFolder();
        await using var database = new Database(
            new StorageOptions { ConnectionString = $"Data Source={folder.Combine("portal.db")}" }, new DataFolder(folder.Path, folder.Path));
        await new Migrator(database, NullLogger<Migrator>.Instance).MigrateAsync();
        await FillAsync(database, links);
        var find = new FindLinks(new AccountLinkStore(database, TimeProvider.System), new RelinkStore(database, TimeProvider.System));
        return
        [
            ("by a person's full name", await MedianAsync(find, i => new LinkFilter($"Человеков{i * 37:00000} Имя{i * 37:00000}"))),
            ("by a person's user id", await MedianAsync(find, i => new LinkFilter($"user-{i * 37:00000}"))),
            ("by INN", await MedianAsync(find, i => new LinkFilter($"77{i * 37:00000000}"))),
            ("refused ones, first page", await MedianAsync(find, _ => new LinkFilter(State: LinkState.Refused))),
            ("everything, first page", await MedianAsync(find, _ => new LinkFilter())),
        ];
    }

    private static async Task FillAsync(Database database, int links)
    {
        await using var db = await database.OpenAsync();
        await using var transaction = await db.BeginTransactionAsync();
        foreach (var some in Enumerable.Range(0, links).Chunk(5_000))
        {
            await db.ExecuteAsync(
                "INSERT INTO person (id, issuer, subject, name, first_seen_at, last_seen_at) VALUES (@id, 'https://id.test', @subject, @name, 0, 0)",
                some.Select(i => new { id = $"person-{i}", subject = Subject(i), name = Name(i) }), transaction);
            await db.ExecuteAsync(
                """
                INSERT INTO issued_certificate (thumbprint, partner_user_id, full_name, inn, organization, phone, phone_tail, kontur_user, valid_until, changed_at)
                VALUES (@thumbprint, @subject, @name, @inn, 'Тестовая', 'sealed', @tail, @user, 0, 0)
                """,
                some.Select(i => new { thumbprint = Row(i).Thumbprint, subject = Subject(i), name = Name(i), inn = Row(i).Inn, tail = Row(i).PhoneTail, user = $"user-{i}" }), transaction);
            await db.ExecuteAsync(
                """
                INSERT INTO link (id, person_id, service_user_id, kontur_user, phone, state, created_at, changed_at, linked_at, decided_at)
                VALUES (@id, @person, @id, @user, 'sealed', @state, @at, @at, @at, @at)
                """,
                some.Select(i => new { id = $"link-{i}", person = $"person-{i}", user = $"user-{i}", state = States[i % States.Length], at = 1_700_000_000_000L + i }), transaction);
            await db.ExecuteAsync(
                "INSERT INTO link_term (term, link_id) VALUES (@term, @link)",
                some.SelectMany(i => LinkTerms.Of(Name(i), Subject(i), Row(i)).Select(term => new { term, link = $"link-{i}" })), transaction);
        }

        await transaction.CommitAsync();
    }

    private static async Task<double> MedianAsync(FindLinks find, Func<int, LinkFilter> filter)
    {
        var times = new List<double>();
        for (var i = 0; i < Runs; i++)
        {
            var clock = Stopwatch.StartNew();
            var found = await find.RunAsync(Admin, filter(i), 0, 50);
            times.Add(clock.Elapsed.TotalMilliseconds);
            if (found.Rows.Count == 0 && i * 37 % States.Length != States.Length - 1)
            {
                throw new InvalidOperationException("Nothing was found.");
            }
        }

        return times.Order().ElementAt(Runs / 2);
    }

    private static string Subject(int i) => $"user-{i:00000}";

    private static string Name(int i) => $"Человеков{i:00000} Имя{i:00000}";

    private static IssuedCertificate Row(int i) => new()
    {
        Thumbprint = i.ToString("X40", CultureInfo.InvariantCulture), PartnerUserId = Subject(i), FullName = Name(i), Inn = $"77{i:00000000}", Organization = "Тестовая",
        Phone = "sealed", PhoneTail = $"{i % 10_000:0000}", KonturUser = $"user-{i}", ValidUntil = DateTimeOffset.UnixEpoch,
    };

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
