using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Portal.Simulator.State;

/// <summary>
/// What the simulator remembers, as JSON documents by kind and id in one SQLite file. <see cref="Put"/> returns after the write is on disk,
/// so whatever was acknowledged to a client is there after a kill.
/// </summary>
public sealed class StateStore : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly Lock gate = new();
    private readonly SqliteConnection connection;

    /// <summary>Opens or creates <c>state.db</c> in the state folder.</summary>
    public StateStore(SimulatorSettings settings)
    {
        connection = new SqliteConnection($"Data Source={Path.Combine(settings.StateFolder, "state.db")};Pooling=False");
        connection.Open();
        Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
        Execute("CREATE TABLE IF NOT EXISTS document (kind TEXT NOT NULL, id TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (kind, id));");
    }

    /// <summary>Everything of one kind.</summary>
    public IReadOnlyList<T> All<T>(string kind)
    {
        lock (gate)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT json FROM document WHERE kind = $kind";
            command.Parameters.AddWithValue("$kind", kind);
            using var reader = command.ExecuteReader();
            var found = new List<T>();
            while (reader.Read())
            {
                found.Add(JsonSerializer.Deserialize<T>(reader.GetString(0), Json)!);
            }

            return found;
        }
    }

    /// <summary>Writes or replaces one document.</summary>
    public void Put<T>(string kind, string id, T document)
    {
        lock (gate)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO document (kind, id, json) VALUES ($kind, $id, $json) ON CONFLICT (kind, id) DO UPDATE SET json = excluded.json";
            command.Parameters.AddWithValue("$kind", kind);
            command.Parameters.AddWithValue("$id", id);
            command.Parameters.AddWithValue("$json", JsonSerializer.Serialize(document, Json));
            command.ExecuteNonQuery();
        }
    }

    /// <summary>Removes one document; nothing happens when it is not there.</summary>
    public void Remove(string kind, string id)
    {
        lock (gate)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "DELETE FROM document WHERE kind = $kind AND id = $id";
            command.Parameters.AddWithValue("$kind", kind);
            command.Parameters.AddWithValue("$id", id);
            command.ExecuteNonQuery();
        }
    }

    /// <summary>Forgets everything (the controls' reset).</summary>
    public void Clear() => Execute("DELETE FROM document");

    /// <inheritdoc />
    public void Dispose() => connection.Dispose();

    private void Execute(string sql)
    {
        lock (gate)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }
}
