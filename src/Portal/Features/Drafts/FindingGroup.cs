namespace Portal.Features.Drafts;

/// <summary>Equal findings of one file, folded.</summary>
/// <param name="IsError">Errors block, warnings do not.</param>
/// <param name="Text">The vendor's description.</param>
/// <param name="Code">The vendor's code.</param>
/// <param name="Places">Where; each once, in the order of the protocol.</param>
/// <param name="Count">How often it was found.</param>
public sealed record FindingGroup(bool IsError, string Text, string? Code, IReadOnlyList<string> Places, int Count)
{
    /// <summary>Folds the findings of one file, errors first.</summary>
    public static IReadOnlyList<FindingGroup> Of(IEnumerable<CheckFinding> findings) =>
    [
        .. findings.GroupBy(finding => (finding.IsError, finding.Text, finding.Code))
            .Select(group => new FindingGroup(
                group.Key.IsError, group.Key.Text, group.Key.Code, [.. group.Select(finding => finding.Place).OfType<string>().Distinct()], group.Count()))
            .OrderBy(group => !group.IsError),
    ];
}
