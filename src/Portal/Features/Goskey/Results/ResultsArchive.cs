using System.Globalization;

namespace Portal.Features.Goskey.Results;

/// <summary>A file of the archive: one that is kept, or bytes that were made for it.</summary>
/// <param name="Name">With its folder.</param>
/// <param name="Sha256">Of its bytes.</param>
/// <param name="Made">The bytes; null for a kept file, which is read when its turn comes.</param>
public sealed record ArchiveEntry(string Name, string Sha256, ReadOnlyMemory<byte>? Made = null);

/// <summary>Everything that proves what became of a package.</summary>
/// <param name="Package">The package.</param>
/// <param name="Entries">What is in it, the list of SHA-256 last.</param>
public sealed record ResultsArchive(Package Package, IReadOnlyList<ArchiveEntry> Entries)
{
    private const int LongestName = 80;

    /// <summary>Name of the file.</summary>
    public string FileName => $"Госключ {SafeName(Package.Title)}{(Package.OrderId is { } order ? order.ToString(" № 0", CultureInfo.InvariantCulture) : "")}.zip";

    /// <summary>A name that no archive and no disk stumbles over.</summary>
    internal static string SafeName(string name)
    {
        var kept = string.Concat(name.Select(letter => char.IsControl(letter) || @"\/:*?""<>|".Contains(letter, StringComparison.Ordinal) ? '_' : letter)).Trim(' ', '.');
        var extension = Path.GetExtension(kept) is { Length: < 10 } ending ? ending : "";
        return kept.Length == 0 ? "_" : kept.Length > LongestName ? kept[..(LongestName - extension.Length)].TrimEnd() + extension : kept;
    }
}
