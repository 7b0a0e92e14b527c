using System.Text;

namespace Portal.Storage;

/// <summary>
/// Words by which rows are found: runs of letters and digits, folded, in hexadecimal. Hexadecimal digits sort the same under every collation,
/// so "begins with" is a range of an index on both engines.
/// </summary>
public static class SearchTerms
{
    private const int Longest = 32;
    private const int MostAsked = 6;

    /// <summary>The terms of a row.</summary>
    public static IReadOnlyCollection<string> Of(params string?[] texts) =>
        texts.SelectMany(text => Words(text ?? "")).Select(Hex).ToHashSet(StringComparer.Ordinal);

    /// <summary>Ranges of terms that a search asks for: a row is found when it has a term in each. At most six words are looked at, the longest first.</summary>
    public static IReadOnlyList<(string From, string To)> Ranges(string? search) =>
        [.. Words(search ?? "").Distinct(StringComparer.Ordinal).OrderByDescending(word => word.Length).Take(MostAsked).Select(word => (Hex(word), Hex(word) + "g"))];

    private static IEnumerable<string> Words(string text)
    {
        var folded = FoldedText.Fold(text);
        var start = -1;
        for (var i = 0; i <= folded.Length; i++)
        {
            if (i < folded.Length && char.IsLetterOrDigit(folded[i]))
            {
                start = start < 0 ? i : start;
            }
            else if (start >= 0)
            {
                yield return folded[start..Math.Min(i, start + Longest)];
                start = -1;
            }
        }
    }

    private static string Hex(string word) => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(word));
}
