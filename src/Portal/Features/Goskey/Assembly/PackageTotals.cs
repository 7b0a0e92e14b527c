namespace Portal.Features.Goskey.Assembly;

/// <summary>Where a package stands against the limits.</summary>
/// <param name="Count">Documents.</param>
/// <param name="Bytes">Of the documents.</param>
/// <param name="Left">Bytes that one more document may have, signatures and req.xml thought of; negative when there are too many already.</param>
public sealed record PackageTotals(int Count, long Bytes, long Left)
{
    /// <summary>Adds up.</summary>
    public static PackageTotals Of(PackageRules rules, IReadOnlyCollection<PlannedDocument> documents)
    {
        var bytes = documents.Sum(document => document.Size);
        return new PackageTotals(documents.Count, bytes, rules.MostBytes - PackageRules.ReserveOf(documents.Count + 1) - bytes);
    }
}
