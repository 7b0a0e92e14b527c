using System.Data.Common;

namespace Portal.Storage;

/// <summary>Section <c>Storage</c>: where the portal keeps what it writes.</summary>
public sealed class StorageOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Storage";

    /// <summary>Folder of everything written by default; relative to the solution in a checkout, else to the content root.</summary>
    public string DataFolder { get; set; } = "data";

    /// <summary>
    /// The one setting that chooses the engine: with <c>Host=</c> it is PostgreSQL, with <c>Data Source=</c> SQLite (a relative file lies in the data folder).
    /// </summary>
    public string ConnectionString { get; set; } = "Data Source=portal.db";

    /// <summary>File with the base64 of 32 random bytes that protect the key ring; outside the database, made by itself only in Development.</summary>
    public string MasterKeyFile { get; set; } = "keys/master.key";

    /// <summary>Folder of signatures, originals and decrypted contents, encrypted; relative to the data folder. Several nodes share it.</summary>
    public string FilesFolder { get; set; } = "files";

    /// <summary>True when <see cref="ConnectionString"/> names a PostgreSQL host.</summary>
    public bool IsPostgreSql => Parse()?.ContainsKey("Host") == true;

    /// <summary>What is wrong, one sentence per key; empty when nothing is.</summary>
    public IEnumerable<string> Problems()
    {
        if (Parse() is not { } parts || !(parts.ContainsKey("Host") || parts.ContainsKey("Data Source")))
        {
            yield return "Storage:ConnectionString must hold either 'Data Source=…' (SQLite) or 'Host=…' (PostgreSQL)";
        }

        if (string.IsNullOrWhiteSpace(MasterKeyFile))
        {
            yield return "Storage:MasterKeyFile is missing: the file that holds the master key";
        }

        if (string.IsNullOrWhiteSpace(FilesFolder))
        {
            yield return "Storage:FilesFolder is missing: the folder of stored files";
        }
    }

    private DbConnectionStringBuilder? Parse()
    {
        try
        {
            return new DbConnectionStringBuilder { ConnectionString = ConnectionString };
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
