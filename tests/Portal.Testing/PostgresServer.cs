using System.Diagnostics;
using Npgsql;

namespace Portal.Testing;

/// <summary>
/// A PostgreSQL cluster of the test assembly's own: in a temp folder, on a free port, without fsync. Started when first asked for,
/// stopped and removed with the process. A test begins with
/// <c>Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "")</c>.
/// </summary>
public sealed class PostgresServer : IDisposable
{
    private const int ImmediateShutdown = 3;

    private static readonly Lazy<PostgresBinaries> Binaries = new(PostgresBinaries.Find);
    private static readonly Lazy<Task<PostgresServer>> Shared = new(StartAsync);
    private static int databases;

    private readonly string folder;
    private readonly string connectionString;
    private readonly int processId;
    private readonly ProcessGuard guard;

    private PostgresServer(string folder, string connectionString, int processId)
    {
        this.folder = folder;
        this.connectionString = connectionString;
        this.processId = processId;
        guard = new ProcessGuard(processId, ImmediateShutdown, folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
    }

    /// <summary>
    /// Why there is no PostgreSQL here; null when there is. Under <c>PORTAL_CI=1</c> always null: then a test goes on and fails for the reason.
    /// </summary>
    public static string? Missing => Ci.IsOn ? null : Binaries.Value.Missing;

    /// <summary>The process of the running cluster, once a database was created.</summary>
    internal static async Task<int> ProcessIdAsync() => (await Shared.Value).processId;

    /// <summary>Creates an empty database and returns its connection string.</summary>
    public static async Task<string> CreateDatabaseAsync()
    {
        var server = await Shared.Value;
        var name = $"portal_{Interlocked.Increment(ref databases)}";
        await server.ExecuteAsync($"CREATE DATABASE {name}");
        return new NpgsqlConnectionStringBuilder(server.connectionString)
        {
            Database = name,
            Pooling = true,
            MaxPoolSize = 20,
            ConnectionIdleLifetime = 5,
            ConnectionPruningInterval = 2,
            IncludeErrorDetail = true,
        }.ConnectionString;
    }

    /// <summary>Drops a database of <see cref="CreateDatabaseAsync"/> with its open connections: 8 MB of disk are free again.</summary>
    public static async Task DropDatabaseAsync(string connectionString)
    {
        var server = await Shared.Value;
        await using (var connection = new NpgsqlConnection(connectionString))
        {
            NpgsqlConnection.ClearPool(connection);
        }

        await server.ExecuteAsync($"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)");
    }

    /// <summary>Stops the cluster and removes its folder; happens by itself at the end of the process.</summary>
    public void Dispose()
    {
        try
        {
            using var postgres = Process.GetProcessById(processId);
            if (OperatingSystem.IsWindows())
            {
                postgres.Kill(entireProcessTree: true);
            }
            else
            {
                ProcessGuard.Signal(processId, ImmediateShutdown);
            }

            postgres.WaitForExit(TimeSpan.FromSeconds(10));
        }
        catch (ArgumentException)
        {
            // It has ended before us.
        }

        TempFolder.Delete(folder);
        guard.Dispose();
    }

    private static async Task<PostgresServer> StartAsync()
    {
        var binaries = Binaries.Value;
        if (binaries.Missing is not null)
        {
            throw new InvalidOperationException(binaries.Missing);
        }

        var folder = Directory.CreateTempSubdirectory("portal-pg-").FullName;
        try
        {
            await binaries.GiveAsync(folder);
            var data = Path.Combine(folder, "data");
            await binaries.RunAsync(
                "initdb", ["-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]);
            var port = await StartAsync(binaries, folder, data);
            var processId = int.Parse((await File.ReadAllLinesAsync(Path.Combine(data, "postmaster.pid")))[0], null);
            var connectionString = $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres;Pooling=False;Timeout=30";
            return new PostgresServer(folder, connectionString, processId);
        }
        catch
        {
            TempFolder.Delete(folder);
            throw;
        }
    }

    private static async Task<int> StartAsync(PostgresBinaries binaries, string folder, string data)
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort.Next();
            var sockets = OperatingSystem.IsWindows() || folder.Length > 80 ? "" : folder;
            var options = $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='{sockets}' -c fsync=off -c synchronous_commit=off " +
                "-c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0 -c max_connections=200 -c shared_buffers=32MB -c autovacuum=off";
            try
            {
                await binaries.RunAsync("pg_ctl", ["-D", data, "-l", Path.Combine(folder, "log"), "-w", "-t", "60", "-o", options, "start"]);
                return port;
            }
            catch (InvalidOperationException) when (attempt < 3)
            {
                // Most likely somebody took the port in between: the next attempt has another one, the last one tells.
                await Task.Delay(TimeSpan.FromMilliseconds(200));
            }
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
