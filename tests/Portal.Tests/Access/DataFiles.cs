using System.Text;

namespace Portal.Tests.Access;

/// <summary>What somebody sees who has stolen the database file with its log.</summary>
internal static class DataFiles
{
    /// <summary>The bytes of <c>portal.db</c> and its write-ahead log, as text.</summary>
    public static string Read(string dataFolder)
    {
        var text = new StringBuilder();
        foreach (var file in Directory.GetFiles(dataFolder, "portal.db*"))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            text.Append(reader.ReadToEnd());
        }

        return text.ToString();
    }
}
