using Microsoft.AspNetCore.Components;

namespace Portal.Features.AccountLinks.Registry;

/// <summary>The rows of one part of the preview: reasons of refusals, or changes field by field.</summary>
public sealed partial class ImportRows
{
    [Parameter, EditorRequired] public IReadOnlyList<PreviewRow> Rows { get; set; } = [];
    [Parameter, EditorRequired] public ImportPart Part { get; set; }
    [Parameter, EditorRequired] public int Page { get; set; }
    [Parameter, EditorRequired] public int PageSize { get; set; }
    [Parameter, EditorRequired] public int Total { get; set; }
    [Parameter, EditorRequired] public Func<int, string> PageHref { get; set; } = null!;

    private static bool IsMask(FieldChange change) => change.Field is "Телефон" or "СНИЛС";
}
