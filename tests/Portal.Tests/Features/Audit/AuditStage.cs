using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Portal.Access;
using Portal.Features.Audit;
using Portal.Storage;
using Portal.Testing;
using Portal.Tests.Storage;

namespace Portal.Tests.Features.Audit;

/// <summary>A database of its own with a chain, since a chain is one for the whole database.</summary>
internal sealed class AuditStage : IAsyncDisposable
{
    private static readonly TempFolder Keys = new();
    private static readonly Lazy<MasterKey> Key = new(() => MasterKey.Load(Keys.Combine("master.key"), createWhenMissing: true));
    private readonly TempFolder folder;

    private AuditStage(TempFolder folder, Database database)
    {
        (this.folder, Database) = (folder, database);
        Store = new AuditStore(database, Chain());
        Log = new AuditLog(Store, Clock, NullLogger<AuditLog>.Instance);
        Search = new AuditSearchStore(database);
        Check = new AuditCheck(Store, Chain());
    }

    public static Actor Admin { get; } = new("admin", "session", "Администратор", IsAdmin: true);

    public static Actor User { get; } = new("user", "session", "Иванов Пётр", IsAdmin: false);

    public Database Database { get; }

    public Microsoft.Extensions.Time.Testing.FakeTimeProvider Clock { get; } = TestClock.Create();

    public AuditStore Store { get; }

    public AuditLog Log { get; }

    public AuditSearchStore Search { get; }

    public AuditCheck Check { get; }

    public string Folder => folder.Path;

    public static string KeyFile => Keys.Combine("master.key");

    public static AuditChain Chain() => new(Key.Value);

    public static async Task<AuditStage> CreateAsync(string engine, int rows = 0)
    {
        var folder = new TempFolder();
        var database = new Database(
            new StorageOptions { ConnectionString = await Databases.EmptyAsync(engine, folder) }, new DataFolder(folder.Path, folder.Path));
        await new Migrator(database, NullLogger<Migrator>.Instance).MigrateAsync();
        var stage = new AuditStage(folder, database);
        await stage.WriteAsync(rows);
        return stage;
    }

    /// <summary>Rows an hour apart, with every column filled in some of them.</summary>
    public async Task WriteAsync(int rows)
    {
        for (var i = 0; i < rows; i++)
        {
            Clock.Advance(TimeSpan.FromHours(1));
            await Log.RecordAsync(User, "room.verb", i % 3 == 0 ? null : $"object-{i}", note =>
            {
                (note.LinkId, note.AccountId, note.Detail, note.TraceId) = ("link", i % 2 == 0 ? "account" : null, $"факты {i}", $"trace-{i}");
                return Task.FromResult(true);
            });
        }
    }

    public TrimAudit Trim(int keepDays) =>
        new(Store, Log, Options.Create(new AuditOptions { KeepDays = keepDays }), Clock, NullLogger<TrimAudit>.Instance);

    public async Task<int> SqlAsync(string sql, object? values = null)
    {
        await using var db = await Database.OpenAsync();
        return await db.ExecuteAsync(sql, values);
    }

    public async Task<AuditBreak?> BreakAsync() => (await Check.RunToEndAsync(cancellationToken: TestContext.Current.CancellationToken)).Break;

    public async ValueTask DisposeAsync()
    {
        Store.Dispose();
        await Database.DisposeAsync();
        folder.Dispose();
    }
}
