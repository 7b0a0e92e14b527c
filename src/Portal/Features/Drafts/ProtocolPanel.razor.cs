using Microsoft.AspNetCore.Components;
using Portal.Ui;

namespace Portal.Features.Drafts;

/// <summary>What the check found, per document, errors first.</summary>
public sealed partial class ProtocolPanel : PortalComponent
{
    [Parameter, EditorRequired] public CheckProtocol Protocol { get; set; } = null!;
    [Parameter] public IReadOnlyList<DraftDocument> Documents { get; set; } = [];

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

    private IEnumerable<(string Name, IReadOnlyList<CheckFinding> Findings)> Groups => Protocol.Findings
        .GroupBy(finding => Documents.FirstOrDefault(document => document.Id == finding.DocumentId)?.FileName ?? "Отчёт целиком")
        .Select(group => (group.Key, (IReadOnlyList<CheckFinding>)[.. group.OrderBy(finding => !finding.IsError)]));
}
