using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Access;
using Portal.Storage;
using Portal.Testing;
using Portal.Tests.Storage;

[assembly: AssemblyFixture(typeof(Databases))]

namespace Portal.Tests.Storage;

/// <summary>One migrated database per engine for all store tests of the run: each test works with rows of its own.</summary>
public sealed class Databases : IAsyncDisposable
{
    public const string Sqlite = "SQLite";
    public const string PostgreSql = "PostgreSQL";

    private readonly TempFolder folder = new();
    private readonly Lazy<Task<Database>> sqlite;
    private readonly Lazy<Task<Database>> postgres;

    public Databases()
    {
        sqlite = new(() => MigrateAsync("Data Source=stores.db"));
        postgres = new(async () => await MigrateAsync(await PostgresServer.CreateDatabaseAsync()));
    }

    public static TheoryData<string> Engines => [Sqlite, PostgreSql];

    /// <summary>The database of an engine; the test is skipped where the engine is missing.</summary>
    public Task<Database> GetAsync(string engine)
    {
        if (engine == PostgreSql)
        {
            Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        }

        return engine == Sqlite ? sqlite.Value : postgres.Value;
    }

    /// <summary>A connection string to an empty database of an engine; a SQLite file lies in the given folder.</summary>
    public static async Task<string> EmptyAsync(string engine, TempFolder folder)
    {
        if (engine == Sqlite)
        {
            return $"Data Source={folder.Combine("portal.db")}";
        }

        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        return await PostgresServer.CreateDatabaseAsync();
    }

    /// <summary>An active link of a new person: what most rows hang on.</summary>
    public static async Task<Link> LinkAsync(Database database, LinkState state = LinkState.Active)
    {
        var person = await new PersonStore(database, TimeProvider.System).SeenAsync("https://id.test", Guid.NewGuid().ToString(), "Тест", null);
        var link = new Link
        {
            Id = Guid.NewGuid().ToString(), PersonId = person.Id, ServiceUserId = Guid.NewGuid().ToString(), KonturUser = Guid.NewGuid().ToString("N"),
            Phone = "protected", State = state,
        };
        Assert.True(await new LinkStore(database, TimeProvider.System).AddAsync(link));
        return link;
    }

    /// <summary>Undoes a link for good.</summary>
    public static Task UnlinkAsync(Database database, string linkId) => MoveAsync(database, linkId, LinkState.Unlinked);

    /// <summary>Closes a link.</summary>
    public static Task BlockAsync(Database database, string linkId) => MoveAsync(database, linkId, LinkState.Blocked);

    /// <summary>One value of a query.</summary>
    public static async Task<T?> ScalarAsync<T>(Database database, string sql, object? values = null)
    {
        await using var db = await database.OpenAsync();
        return await db.ExecuteScalarAsync<T>(sql, values);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var used in new[] { sqlite, postgres }.Where(used => used.IsValueCreated))
        {
            await (await used.Value).DisposeAsync();
        }

        folder.Dispose();
    }

    private static async Task MoveAsync(Database database, string linkId, LinkState to)
    {
        await using var db = await database.OpenAsync();
        Assert.Equal(1, await db.ExecuteAsync("UPDATE link SET state = @to WHERE id = @linkId", new { linkId, to = to.ToString() }));
    }

    private async Task<Database> MigrateAsync(string connectionString)
    {
        var database = new Database(new StorageOptions { ConnectionString = connectionString }, new DataFolder(folder.Path, folder.Path));
        await new Migrator(database, NullLogger<Migrator>.Instance).MigrateAsync();
        return database;
    }
}
