using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Ui;

namespace Portal.Features.Drafts;

/// <summary>What the check found, per document, errors first, equal findings folded, each with its place in the file.</summary>
public sealed partial class ProtocolPanel(CurrentUser user, FindPlaces find) : PortalComponent
{
    private const int MostGroups = 100;

    private IReadOnlyDictionary<(string DocumentId, string Source), FilePlace> places = new Dictionary<(string, string), FilePlace>();
    private CheckProtocol? searched;

    [Parameter, EditorRequired] public Guid AccountId { get; set; }
    [Parameter, EditorRequired] public string DraftId { get; set; } = "";
    [Parameter, EditorRequired] public CheckProtocol Protocol { get; set; } = null!;
    [Parameter] public IReadOnlyList<DraftDocument> Documents { get; set; } = [];

    private IReadOnlyList<(string? DocumentId, string Name, IReadOnlyList<FindingGroup> Groups)> Shown { get; set; } = [];
    private int Hidden { get; set; }

    private string Summary
    {
        get
        {
            var errors = Protocol.Findings.Count(finding => finding.IsError);
            var warnings = Protocol.Findings.Count - errors;
            return string.Join(", ", new[]
            {
                errors == 0 ? null : Plural.Of(errors, "ошибка", "ошибки", "ошибок"),
                warnings == 0 ? null : Plural.Of(warnings, "предупреждение", "предупреждения", "предупреждений"),
            }.Where(part => part is not null));
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        // Records compare their lists by identity: a protocol read anew is searched anew only when it differs.
        if (searched is null || !searched.Findings.SequenceEqual(Protocol.Findings))
        {
            searched = Protocol;
            Fold();
            await RunAsync(async ct => places = await find.RunAsync(await user.ActorAsync(), DraftId, Protocol.Findings, ct));
        }
    }

    private void Fold()
    {
        var left = MostGroups;
        var shown = new List<(string?, string, IReadOnlyList<FindingGroup>)>();
        foreach (var part in Protocol.Findings.GroupBy(finding => finding.DocumentId).OrderBy(part => part.All(finding => !finding.IsError)))
        {
            var groups = FindingGroup.Of(part).Take(left).ToList();
            left -= groups.Count;
            if (groups.Count > 0)
            {
                shown.Add((part.Key, Documents.FirstOrDefault(document => document.Id == part.Key)?.FileName ?? "Отчёт целиком", groups));
            }
        }

        (Shown, Hidden) = (shown, Protocol.Findings.Count - shown.Sum(part => part.Item3.Sum(group => group.Count)));
    }

    private List<(string Source, FilePlace? Place)> PlacesOf(string? documentId, FindingGroup group) =>
        [.. group.Places.Take(FindingRow.MostPlaces).Select(source => (source, documentId is null ? null : places.GetValueOrDefault((documentId, source))))];
}
