using System.Diagnostics;
using Npgsql;
using Portal.Testing;

namespace Portal.Tests.Fixtures;

public sealed class PostgresServerTests
{
    [Fact]
    public async Task Every_database_is_new_and_their_tables_do_not_meet()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");

        var first = await PostgresServer.CreateDatabaseAsync();
        var second = await PostgresServer.CreateDatabaseAsync();
        await ExecuteAsync(first, "CREATE TABLE only_here (id text); INSERT INTO only_here VALUES ('ё')");

        Assert.Equal(1L, await ExecuteAsync(first, "SELECT count(*) FROM only_here WHERE id = 'ё'"));
        var unknown = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(second, "SELECT count(*) FROM only_here"));
        Assert.Equal(PostgresErrorCodes.UndefinedTable, unknown.SqlState);
    }

    [Fact]
    public async Task A_dropped_database_is_gone_with_its_open_connections()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        var connectionString = await PostgresServer.CreateDatabaseAsync();
        await ExecuteAsync(connectionString, "SELECT 1");

        await PostgresServer.DropDatabaseAsync(connectionString);

        var gone = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(connectionString, "SELECT 1"));
        Assert.Equal(PostgresErrorCodes.InvalidCatalogName, gone.SqlState);
    }

    [Fact]
    public async Task Databases_can_be_created_at_the_same_time()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");

        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PostgresServer.CreateDatabaseAsync()));

        Assert.Equal(8, all.Distinct().Count());
    }

    [Fact]
    public async Task A_guarded_process_and_its_folder_go_with_a_test_process_that_is_killed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The guard is a Unix shell.");
        using var outer = new TempFolder();
        var folder = outer.Combine("cluster", "data");
        Directory.CreateDirectory(folder);
        using var victim = Process.Start("sleep", "600");
        var guard = new ProcessGuard(victim.Id, signal: 9, folder);

        guard.LoseTestProcess();

        await victim.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        await Eventually.IsTrueAsync(() => !Directory.Exists(folder), "the folder is removed", cancellationToken: TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_released_guard_lets_the_process_live()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The guard is a Unix shell.");
        using var survivor = Process.Start("sleep", "600");
        try
        {
            using (new ProcessGuard(survivor.Id))
            {
                // Nothing happens while it is guarded.
            }

            await Task.Delay(TimeSpan.FromSeconds(1.5), TestContext.Current.CancellationToken);
            Assert.False(survivor.HasExited);
        }
        finally
        {
            survivor.Kill();
        }
    }

    private static async Task<object?> ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
