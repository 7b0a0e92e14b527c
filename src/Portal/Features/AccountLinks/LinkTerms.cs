using Portal.Features.AccountLinks.Registry;
using Portal.Storage;

namespace Portal.Features.AccountLinks;

/// <summary>The words by which a link is found, each with its beginnings: a search is equality on an index.</summary>
public static class LinkTerms
{
    private const int Shortest = 2;
    private const int Longest = 16;

    /// <summary>Of a person: names, user id, INN, KPP, organisation, last digits of the phone.</summary>
    public static IReadOnlyCollection<string> Of(string personName, string subject, IssuedCertificate? row)
    {
        var words = FoldedText.Fold(personName, subject, row?.FullName, row?.Organization, row?.Inn, row?.Kpp, row?.PhoneTail).Split(' ').Select(Clean);
        return words.SelectMany(Beginnings).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>What a search asks for: every word of it must begin a word of the link.</summary>
    public static IReadOnlyList<string> Asked(string? search) =>
        [.. FoldedText.Fold(search).Split(' ').Select(Clean).Where(word => word.Length >= Shortest).Select(word => word.Length > Longest ? word[..Longest] : word).Distinct().Take(5)];

    private static string Clean(string word) => string.Concat(word.Where(letter => char.IsLetterOrDigit(letter) || letter is '-' or '@' or '.'));

    private static IEnumerable<string> Beginnings(string word)
    {
        for (var length = Shortest; length <= Math.Min(word.Length, Longest); length++)
        {
            yield return word[..length];
        }
    }
}
