using Microsoft.AspNetCore.Components;

namespace Portal.Ui;

/// <summary>The one h1 of a page, the way back, and the page's actions. Sets the browser's title too.</summary>
public sealed partial class PageHeader
{
    [Parameter, EditorRequired] public string Title { get; set; } = "";
    [Parameter] public string? Subtitle { get; set; }
    [Parameter] public string? BackHref { get; set; }
    [Parameter] public string? BackText { get; set; }

    /// <summary>Stands on the title's line, such as a <see cref="StatusChip"/>.</summary>
    [Parameter] public RenderFragment? Beside { get; set; }

    /// <summary>Buttons at the right; below the title on a phone.</summary>
    [Parameter] public RenderFragment? Actions { get; set; }
}
