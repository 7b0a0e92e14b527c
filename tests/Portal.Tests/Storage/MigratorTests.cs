using Microsoft.Extensions.Logging.Abstractions;
using Portal.Storage;
using Portal.Testing;

namespace Portal.Tests.Storage;

public sealed class MigratorTests
{
    public static TheoryData<string> Engines => Databases.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Two_nodes_that_start_together_migrate_an_empty_database_once_and_again_changes_nothing(string engine)
    {
        using var folder = new TempFolder();
        var connectionString = await Databases.EmptyAsync(engine, folder);
        await using var first = Open(connectionString, folder);
        await using var second = Open(connectionString, folder);

        await Task.WhenAll(MigrateAsync(first), MigrateAsync(second), MigrateAsync(first), MigrateAsync(second));

        var scripts = typeof(Migrator).Assembly.GetManifestResourceNames().Count(name => name.Contains(".Migrations.", StringComparison.Ordinal));
        var journal = engine == Databases.Sqlite ? "SchemaVersions" : "schemaversions";
        Assert.True(scripts >= 6);
        Assert.Equal(scripts, await Databases.ScalarAsync<long>(first, $"SELECT count(*) FROM {journal}"));
        foreach (var table in new[] { "person", "session", "link", "kontur_session", "audit", "draft", "send_attempt", "signing", "docflow" })
        {
            Assert.Equal(0, await Databases.ScalarAsync<long>(second, $"SELECT count(*) FROM {table}"));
        }

        await MigrateAsync(second);
        Assert.Equal(scripts, await Databases.ScalarAsync<long>(second, $"SELECT count(*) FROM {journal}"));
    }

    [Fact]
    public async Task A_sqlite_database_writes_through_its_log_to_the_disk_and_keeps_foreign_keys()
    {
        using var folder = new TempFolder();
        await using var database = Open(await Databases.EmptyAsync(Databases.Sqlite, folder), folder);
        await MigrateAsync(database);

        Assert.Equal("wal", await Databases.ScalarAsync<string>(database, "PRAGMA journal_mode"));
        Assert.Equal(2, await Databases.ScalarAsync<long>(database, "PRAGMA synchronous"));
        Assert.Equal(1, await Databases.ScalarAsync<long>(database, "PRAGMA foreign_keys"));
    }

    // Each of them stands for a node of its own.
    private static async Task MigrateAsync(Database database)
    {
        await Task.Yield();
        await new Migrator(database, NullLogger<Migrator>.Instance).MigrateAsync(TestContext.Current.CancellationToken);
    }

    private static Database Open(string connectionString, TempFolder folder) =>
        new(new StorageOptions { ConnectionString = connectionString }, new DataFolder(folder.Path, folder.Path));
}
