using Microsoft.AspNetCore.Components;

namespace Portal.Ui;

/// <summary>Nothing here yet, and what to do first.</summary>
public sealed partial class EmptyState
{
    [Parameter, EditorRequired] public string Title { get; set; } = "";
    [Parameter] public string? Text { get; set; }
    [Parameter] public string Icon { get; set; } = MudBlazor.Icons.Material.Outlined.Inbox;

    /// <summary>The action to begin with.</summary>
    [Parameter] public RenderFragment? ChildContent { get; set; }
}
