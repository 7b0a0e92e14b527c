using Microsoft.AspNetCore.Components;

namespace Portal.Ui;

/// <summary>One label with its value inside <see cref="Facts"/>.</summary>
public sealed partial class Fact
{
    [Parameter, EditorRequired] public string Label { get; set; } = "";
    [Parameter] public string? Value { get; set; }
    [Parameter] public RenderFragment? ChildContent { get; set; }

    /// <summary>Adds a button that copies the value.</summary>
    [Parameter] public bool Copy { get; set; }

    /// <summary>Draw nothing when there is no value, instead of «не указано».</summary>
    [Parameter] public bool HideEmpty { get; set; }
}
