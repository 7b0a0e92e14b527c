using DbUp;
using DbUp.Engine;
using DbUp.Engine.Output;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Portal.Storage;

/// <summary>Applies the numbered scripts of <c>Storage/Migrations</c> before the first request and the first job.</summary>
public sealed partial class Migrator(Database database, ILogger<Migrator> logger)
{
    private const long AdvisoryLock = 0x506F7274616C;

    /// <summary>Brings the database to the newest version. Two nodes starting together wait for each other (DbUp itself has no lock).</summary>
    /// <exception cref="InvalidOperationException">A script failed; its transaction was rolled back.</exception>
    public async Task MigrateAsync(CancellationToken cancellationToken = default)
    {
        if (database.SqliteFile is { } file)
        {
            await using var gate = await TakeFileLockAsync(file + ".migrating", cancellationToken);
            await using (var connection = new SqliteConnection(database.ConnectionString))
            {
                await connection.OpenAsync(cancellationToken);
                await using var wal = connection.CreateCommand();
                wal.CommandText = "PRAGMA journal_mode = WAL";
                await wal.ExecuteNonQueryAsync(cancellationToken);
            }

            Apply(DeployChanges.To.SqliteDatabase(database.ConnectionString));
        }
        else
        {
            await using var connection = new NpgsqlConnection(database.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            await using (var take = new NpgsqlCommand($"SELECT pg_advisory_lock({AdvisoryLock})", connection))
            {
                await take.ExecuteNonQueryAsync(cancellationToken);
            }

            Apply(DeployChanges.To.PostgresqlDatabase(database.ConnectionString));
        }
    }

    private void Apply(DbUp.Builder.UpgradeEngineBuilder builder)
    {
        var result = builder
            .WithScriptsEmbeddedInAssembly(typeof(Migrator).Assembly, name => name.Contains(".Migrations.", StringComparison.Ordinal))
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .LogTo(new NoUpgradeLog())
            .Build()
            .PerformUpgrade();
        foreach (var script in result.Scripts)
        {
            LogApplied(script.Name);
        }

        if (!result.Successful)
        {
            throw new InvalidOperationException($"Migration {result.ErrorScript?.Name} failed: {result.Error.Message}", result.Error);
        }
    }

    private static async Task<FileStream> TakeFileLockAsync(string path, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (attempt < 300)
            {
                await Task.Delay(100, cancellationToken);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Applied migration {Script}")]
    private partial void LogApplied(string script);

    private sealed class NoUpgradeLog : IUpgradeLog
    {
        public void LogTrace(string format, params object[] args) { }
        public void LogDebug(string format, params object[] args) { }
        public void LogInformation(string format, params object[] args) { }
        public void LogWarning(string format, params object[] args) { }
        public void LogError(string format, params object[] args) { }
        public void LogError(Exception ex, string format, params object[] args) { }
    }
}
