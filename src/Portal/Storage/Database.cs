using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Portal.Storage;

/// <summary>Opens a connection per call. One SQL text serves both engines.</summary>
public sealed class Database : IAsyncDisposable
{
    private readonly NpgsqlDataSource? postgres;
    private readonly string? sqlite;

    /// <summary>Chooses the engine by the connection string (<see cref="StorageOptions.ConnectionString"/>).</summary>
    public Database(StorageOptions options, DataFolder folder)
    {
        DapperSetup.Apply();
        if (options.IsPostgreSql)
        {
            postgres = NpgsqlDataSource.Create(options.ConnectionString);
            ConnectionString = options.ConnectionString;
            return;
        }

        var builder = new SqliteConnectionStringBuilder(options.ConnectionString) { ForeignKeys = true, DefaultTimeout = 30 };
        builder.DataSource = folder.Resolve(builder.DataSource);
        Directory.CreateDirectory(Path.GetDirectoryName(builder.DataSource)!);
        sqlite = ConnectionString = builder.ToString();
        SqliteFile = builder.DataSource;
    }

    /// <summary>The connection string with its file path made absolute.</summary>
    public string ConnectionString { get; }

    /// <summary>Path of the SQLite file; null on PostgreSQL.</summary>
    public string? SqliteFile { get; }

    /// <summary>An open connection; the caller disposes it.</summary>
    public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken = default)
    {
        if (postgres is not null)
        {
            return await postgres.OpenConnectionAsync(cancellationToken);
        }

        var connection = new SqliteConnection(sqlite);
        await connection.OpenAsync(cancellationToken);
        // Pages of a large file are read where the system keeps them, not copied one by one into each connection's own 2 MB: lists cost a third.
        await using var pragma = connection.CreateCommand();
        pragma.CommandText = "PRAGMA synchronous = FULL; PRAGMA mmap_size = 268435456";
        await pragma.ExecuteNonQueryAsync(cancellationToken);
        return connection;
    }

    /// <summary>True when an insert or update broke a unique constraint, on either engine.</summary>
    public static bool IsUniqueViolation(DbException error) => error switch
    {
        SqliteException { SqliteExtendedErrorCode: 2067 or 1555 } => true,
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } => true,
        _ => false,
    };

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (postgres is not null)
        {
            await postgres.DisposeAsync();
        }
        else
        {
            SqliteConnection.ClearPool(new SqliteConnection(sqlite));
        }
    }
}
