using System.Diagnostics;
using System.Globalization;
using System.Text;
using Dapper;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Portal.Access;
using Portal.Features.AccountLinks.Registry;
using Portal.Features.Audit;
using Portal.Storage;
using Portal.Testing;

namespace Portal.Benchmarks;

/// <summary>The registry of issued certificates: an import of 10,000 rows, and the same searches over 10,000 and over 100,000 rows.</summary>
public static class RegistryBenchmark
{
    private const int Rounds = 41;
    private static readonly Actor Admin = new("admin", "session", "Администратор", IsAdmin: true);
    private static readonly string[] Names = ["Иван", "Пётр", "Анна", "Мария", "Олег", "Ольга", "Сергей", "Елена", "Дмитрий", "Наталья", "Алексей", "Ирина"];
    private static readonly string[] Syllables = ["ба", "ве", "го", "да", "жи", "зу", "ка", "ле", "мо", "ни", "пу", "ра", "се", "то", "фи", "ша"];

    private static string SomeInn => Inn(42);

    private static (string What, RegistryFilter Filter)[] Searches { get; } =
    [
        ("surname and name", new("бавегодов иван")), ("surname", new("бавегодов")), ("beginning of a surname", new("бавего")), ("name", new("иван")),
        ("INN", new(SomeInn)), ("user id", new("user-4242")), ("last digits of the phone", new("42-42")), ("organisation", new("ромашка 77")),
        ("one letter", new("б")), ("nobody", new("нетникого")), ("name among expiring", new("бавегодов", RegistryState.Expiring, RegistrySort.End)),
    ];

    /// <summary>Runs on SQLite, and on PostgreSQL where there is one.</summary>
    public static async Task RunAsync()
    {
        await RunAsync("SQLite", _ => Task.FromResult("Data Source=registry.db"));
        if (PostgresServer.Missing is null)
        {
            await RunAsync("PostgreSQL", _ => PostgresServer.CreateDatabaseAsync());
        }
    }

    private static async Task RunAsync(string engine, Func<int, Task<string>> connection)
    {
        var few = await MeasureAsync(engine, 10_000, await connection(10_000));
        var many = await MeasureAsync(engine, 100_000, await connection(100_000));
        Console.WriteLine($"{engine}: search                10 000, ms   100 000, ms   ratio (wanted: not over 3)");
        foreach (var (what, _) in Searches)
        {
            Print($"  {what,-26} {few[what].TotalMilliseconds,10:0.00}   {many[what].TotalMilliseconds,10:0.00}   {many[what] / few[what],6:0.0}");
        }
    }

    private static async Task<Dictionary<string, TimeSpan>> MeasureAsync(string engine, int size, string connectionString)
    {
        using var folder = new TempFolder();
        await using var database = new Database(new StorageOptions { ConnectionString = connectionString }, new DataFolder(folder.Path, folder.Path));
        await new Migrator(database, NullLogger<Migrator>.Instance).MigrateAsync();
        var protection = DataProtectionProvider.Create(new DirectoryInfo(folder.Combine("keys")));
        var master = MasterKey.Load(folder.Combine("master.key"), createWhenMissing: true);
        var seal = new RegistrySeal(master, protection);
        using var records = new AuditStore(database, new AuditChain(master));
        var (registry, writing) = (new RegistryStore(database), new RegistryWriteStore(database, TimeProvider.System));
        var imports = new RegistryImportStore(database, TimeProvider.System);
        var (plan, packing, audit) = (new RegistryPlan(registry, seal), new ImportPacking(protection), new AuditLog(records, TimeProvider.System, NullLogger<AuditLog>.Instance));

        var sessions = new SessionStore(database, TimeProvider.System, Options.Create(new SessionsOptions()));
        var stepUp = new StepUp(sessions, Options.Create(new SessionsOptions()), TimeProvider.System);
        var admin = await SignInAsync(database, sessions);

        var clock = Stopwatch.StartNew();
        var preview = await new PreviewImport(registry, imports, plan, packing, audit).RunAsync(admin, FileOf(size), "registry.csv");
        var looked = clock.Elapsed;
        await new ApplyImport(registry, writing, imports, plan, packing, seal, stepUp, audit).RunAsync(admin, preview.Preview!.Id);
        Print($"{engine}: {size} rows: preview {looked.TotalSeconds:0.0} s, apply {(clock.Elapsed - looked).TotalSeconds:0.0} s, {preview.Preview.New} new, {preview.Preview.Refused} refused");

        if (database.SqliteFile is null)
        {
            // The server of the tests runs without autovacuum, which does this everywhere else.
            await using var db = await database.OpenAsync();
            await db.ExecuteAsync("ANALYZE issued_certificate; ANALYZE registry_term");
        }

        var find = new FindCertificates(registry, new RegistryChangeStore(database, TimeProvider.System), TimeProvider.System);
        var medians = new Dictionary<string, TimeSpan>();
        foreach (var (what, filter) in Searches)
        {
            var times = new List<TimeSpan>();
            for (var round = 0; round < Rounds; round++)
            {
                clock.Restart();
                await registry.PageAsync(filter, TimeProvider.System.GetUtcNow(), 0, 50);
                times.Add(clock.Elapsed);
            }

            medians[what] = times.Order().ElementAt(Rounds / 2);
        }

        clock.Restart();
        await find.RunAsync(Admin, new RegistryFilter(), 0, 50);
        Print($"{engine}: {size} rows: the first page without a search {clock.Elapsed.TotalMilliseconds:0.0} ms");
        return medians;
    }

    // Some 4,000 surnames, a dozen names, twenty people in an organisation at either size; a hundred times ten rows share the end of a phone.
    private static byte[] FileOf(int size)
    {
        var text = new StringBuilder(string.Join(';', RegistryFile.Columns)).Append("\r\n");
        for (var i = 0; i < size; i++)
        {
            var organization = i % (size / 20);
            var surname = Syllables[i % 16] + Syllables[i / 16 % 16] + Syllables[i / 256 % 16] + "дов";
            text.Append(CultureInfo.InvariantCulture, $"user-{i};{surname} {Names[i % 12]} {Names[i / 7 % 12]}ович;{Inn(organization)};770701001;ООО «Ромашка {organization}»;{9030000000 + i};11223344595;{i:X40};{(i % 40 == 0 ? "10.12.2026" : "31.12.2028")}\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Inn(int number)
    {
        var nine = (770000000 + number).ToString(CultureInfo.InvariantCulture);
        int[] weights = [2, 4, 10, 3, 5, 9, 4, 6, 8];
        return nine + (weights.Select((weight, place) => weight * (nine[place] - '0')).Sum() % 11 % 10).ToString(CultureInfo.InvariantCulture);
    }

    private static async Task<Actor> SignInAsync(Database database, SessionStore sessions)
    {
        var person = await new PersonStore(database, TimeProvider.System).SeenAsync("https://id.test", "admin", "Администратор", null);
        var (admin, now) = (new Actor(person.Id, "session", "Администратор", IsAdmin: true), TimeProvider.System.GetUtcNow());
        await sessions.AddAsync(new Session { Id = admin.SessionId, PersonId = admin.PersonId, CreatedAt = now, SeenAt = now, ExpiresAt = now.AddHours(1), AuthAt = now }, "ticket");
        return admin;
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
