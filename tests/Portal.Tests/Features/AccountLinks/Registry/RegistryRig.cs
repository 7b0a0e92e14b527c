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
using Portal.Tests.Storage;

namespace Portal.Tests.Features.AccountLinks.Registry;

/// <summary>The registry's stores and operations over a database of a test's own: previews and versions are of the whole registry.</summary>
internal sealed class RegistryRig : IAsyncDisposable
{
    private readonly TempFolder folder = new();
    private readonly AuditStore records;

    private RegistryRig(string connectionString)
    {
        Database = new Database(new StorageOptions { ConnectionString = connectionString }, new DataFolder(folder.Path, folder.Path));
        var master = MasterKey.Load(folder.Combine("master.key"), createWhenMissing: true);
        var provider = DataProtectionProvider.Create(new DirectoryInfo(folder.Combine("keys")));
        Seal = new RegistrySeal(master, provider);
        Store = new RegistryStore(Database);
        Writing = new RegistryWriteStore(Database, Clock);
        Imports = new RegistryImportStore(Database, Clock);
        Changes = new RegistryChangeStore(Database, Clock);
        Plan = new RegistryPlan(Store, Seal);
        var packing = new ImportPacking(provider);
        records = new AuditStore(Database, new AuditChain(master));
        var audit = new AuditLog(records, Clock, NullLogger<AuditLog>.Instance);
        var stepUp = new StepUp(new SessionStore(Database, Clock, Options.Create(new SessionsOptions())), Options.Create(new SessionsOptions()), Clock);
        Preview = new PreviewImport(Store, Imports, Plan, packing, audit);
        Read = new ReadImport(Imports, packing);
        Apply = new ApplyImport(Store, Writing, Imports, Plan, packing, Seal, stepUp, audit);
        Save = new SaveCertificate(Store, Writing, Plan, Seal, stepUp, audit);
        Delete = new DeleteCertificate(Store, Writing, stepUp, audit);
        Export = new ExportRegistry(Store, Seal, audit);
        Find = new FindCertificates(Store, Changes, Clock);
        Changed = new FindChangedPeople(Changes, Seal);
        Settle = new SettleChange(Changes, new LinkStore(Database, Clock), audit);
    }

    public static Actor Admin { get; } = new("admin", "session", "Администратор", IsAdmin: true);

    public static Actor Other { get; } = new("admin-2", "session-2", "Второй администратор", IsAdmin: true);

    public Microsoft.Extensions.Time.Testing.FakeTimeProvider Clock { get; } = TestClock.Create();

    public Database Database { get; }

    public RegistrySeal Seal { get; }

    public RegistryStore Store { get; }

    public RegistryWriteStore Writing { get; }

    public RegistryImportStore Imports { get; }

    public RegistryChangeStore Changes { get; }

    public RegistryPlan Plan { get; }

    public PreviewImport Preview { get; }

    public ReadImport Read { get; }

    public ApplyImport Apply { get; }

    public SaveCertificate Save { get; }

    public DeleteCertificate Delete { get; }

    public ExportRegistry Export { get; }

    public FindCertificates Find { get; }

    public FindChangedPeople Changed { get; }

    public SettleChange Settle { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<RegistryRig> CreateAsync(string engine)
    {
        using var place = new TempFolder();
        var rig = new RegistryRig(engine == Databases.Sqlite ? "Data Source=registry.db" : await Databases.EmptyAsync(engine, place));
        await new Migrator(rig.Database, NullLogger<Migrator>.Instance).MigrateAsync(Stop);
        await rig.SignInAsync(Admin);
        await rig.SignInAsync(Other);
        return rig;
    }

    /// <summary>An administrator has just signed in, and will have whatever the clock does.</summary>
    private async Task SignInAsync(Actor admin)
    {
        await using var db = await Database.OpenAsync(Stop);
        var far = Clock.GetUtcNow().AddYears(1);
        await db.ExecuteAsync(
            "INSERT INTO person (id, issuer, subject, name, first_seen_at, last_seen_at) VALUES (@PersonId, 'https://id.test', @PersonId, @Name, 0, 0)", new { admin.PersonId, admin.Name });
        await db.ExecuteAsync(
            "INSERT INTO session (id, person_id, ticket, created_at, seen_at, expires_at, auth_at) VALUES (@SessionId, @PersonId, 'ticket', @far, @far, @far, @far)",
            new { admin.SessionId, admin.PersonId, far });
    }

    /// <summary>Cells of one right row.</summary>
    public static RegistryFields Row(int number) => new(
        $"user-{number}", $"Иванов Пётр {number}", "6676130154", "667601001", "ООО «Ромашка»", (9030000000 + number).ToString(CultureInfo.InvariantCulture), "11223344595",
        number.ToString("X40", CultureInfo.InvariantCulture), "31.12.2027");

    public static string Text(params IEnumerable<RegistryFields> rows) => string.Concat(
        rows.Select(row => new[] { row.PartnerUserId, row.FullName, row.Inn, row.Kpp, row.Organization, row.Phone, row.Snils, row.Thumbprint, row.ValidUntil })
            .Prepend([.. RegistryFile.Columns])
            .Select(cells => string.Join(';', cells.Select(cell => cell.AsSpan().ContainsAny(";\"") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell)) + "\r\n"));

    public static byte[] File(params IEnumerable<RegistryFields> rows) => Encoding.UTF8.GetBytes(Text(rows));

    public async Task<ImportPreview> PreviewAsync(params IEnumerable<RegistryFields> rows) => (await Preview.RunAsync(Admin, File(rows), "r.csv", Stop)).Preview!;

    public async Task ImportAsync(params IEnumerable<RegistryFields> rows)
    {
        var preview = await PreviewAsync(rows);
        Assert.Equal(ApplyOutcome.Applied, await Apply.RunAsync(Admin, preview.Id, Stop));
    }

    /// <summary>The person of a row signs in and is linked to the Kontur user of its phone.</summary>
    public async Task<Link> LinkAsync(RegistryFields row, LinkState state = LinkState.Active)
    {
        var person = await new PersonStore(Database, Clock).SeenAsync("https://id.test", row.PartnerUserId, row.FullName, null, Stop);
        var line = Seal.Seal(RegistryRules.Line(row));
        var link = new Link
        {
            Id = Guid.NewGuid().ToString(), PersonId = person.Id, ServiceUserId = Guid.NewGuid().ToString(), KonturUser = line.KonturUser, Phone = line.Phone, State = state,
        };
        Assert.True(await new LinkStore(Database, Clock).AddAsync(link, Stop));
        return link;
    }

    /// <summary>Everything in the registry, opened.</summary>
    public async Task<IReadOnlyList<RegistryLine>> LinesAsync()
    {
        var lines = new List<RegistryLine>();
        await foreach (var rows in Store.AllAsync(Stop))
        {
            lines.AddRange(rows.Select(row => new RegistryLine(
                row.PartnerUserId, row.FullName, row.Inn, row.Kpp, row.Organization, Seal.Phone(row.Phone), Seal.Snils(row.Snils), row.Thumbprint, row.ValidUntil)));
        }

        return [.. lines.OrderBy(line => line.Thumbprint, StringComparer.Ordinal)];
    }

    public async ValueTask DisposeAsync()
    {
        records.Dispose();
        await Database.DisposeAsync();
        folder.Dispose();
    }
}
