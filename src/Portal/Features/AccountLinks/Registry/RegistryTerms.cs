using System.Text;
using Portal.Storage;

namespace Portal.Features.AccountLinks.Registry;

/// <summary>
/// Words by which rows are found: runs of letters and digits, folded, in hexadecimal. Hexadecimal digits sort the same under every collation,
/// so "begins with" is a range of an index on both engines.
/// </summary>
public static class RegistryTerms
{
    private const int Longest = 32;

    /// <summary>The terms of a row: name, organisation, INN, user id and the end of the phone.</summary>
    public static IReadOnlyCollection<string> Of(IssuedCertificate row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return Words($"{row.FullName} {row.Organization} {row.Inn} {row.PartnerUserId} {row.PhoneTail}").Select(Hex).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>What rows are sorted by: the folded name, never empty.</summary>
    public static string SortKey(string fullName) => FoldedText.Fold(fullName) is { Length: > 0 } folded ? folded : "?";

    /// <summary>Ranges of terms that a search asks for: a row is found when it has a term in each. At most six words are looked at.</summary>
    public static IReadOnlyList<(string From, string To)> Ranges(string? search) =>
        [.. Words(Joined(search ?? "")).Distinct(StringComparer.Ordinal).OrderByDescending(word => word.Length).Take(6).Select(word => (Hex(word), Hex(word) + "g"))];

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

    // The end of a phone is often typed as 12-34.
    private static string Joined(string search) => search.Trim() is { Length: <= 6 } text && text.All(c => char.IsAsciiDigit(c) || c == '-')
        ? text.Replace("-", "", StringComparison.Ordinal)
        : search;

    private static string Hex(string word) => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(word));
}
