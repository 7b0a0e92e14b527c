using Portal.Storage;

namespace Portal.Features.AccountLinks.Registry;

/// <summary>Words by which rows of the registry are found (<see cref="SearchTerms"/>).</summary>
public static class RegistryTerms
{
    /// <summary>The terms of a row: name, organisation, INN, user id and the end of the phone.</summary>
    public static IReadOnlyCollection<string> Of(IssuedCertificate row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return SearchTerms.Of(row.FullName, row.Organization, row.Inn, row.PartnerUserId, row.PhoneTail);
    }

    /// <summary>What rows are sorted by: the folded name, never empty.</summary>
    public static string SortKey(string fullName) => FoldedText.Fold(fullName) is { Length: > 0 } folded ? folded : "?";

    /// <summary>Ranges of terms that a search asks for.</summary>
    public static IReadOnlyList<(string From, string To)> Ranges(string? search) => SearchTerms.Ranges(Joined(search ?? ""));

    // The end of a phone is often typed as 12-34.
    private static string Joined(string search) => search.Trim() is { Length: <= 6 } text && text.All(c => char.IsAsciiDigit(c) || c == '-')
        ? text.Replace("-", "", StringComparison.Ordinal)
        : search;
}
