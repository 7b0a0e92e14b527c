namespace Portal.Storage;

/// <summary>Text as searches compare it: SQLite folds no Cyrillic, so it is folded here, on writing and on asking.</summary>
public static class FoldedText
{
    /// <summary>Lower case, «ё» as «е», white space in single blanks.</summary>
    public static string Fold(params string?[] parts) =>
        string.Join(' ', parts.SelectMany(part => (part ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
            .ToLowerInvariant().Replace('ё', 'е');

    /// <summary>A LIKE pattern (ESCAPE '\') that finds the folded text anywhere.</summary>
    public static string Pattern(string? text) =>
        "%" + Fold(text).Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal) + "%";
}
