using Microsoft.AspNetCore.Components;

namespace Portal.Ui;

/// <summary>A bar with figures where the end is known, a moving one where it is not.</summary>
public sealed partial class ProgressLine
{
    private readonly string id = $"p{Guid.NewGuid():N}";

    [Parameter, EditorRequired] public string Label { get; set; } = "";
    [Parameter] public double Value { get; set; }

    /// <summary>Null: the end is unknown.</summary>
    [Parameter] public double? Max { get; set; }

    /// <summary>«12,4 из 64 МБ»; by default the percentage.</summary>
    [Parameter] public string? Figures { get; set; }

    /// <summary>Under the bar: a note, a cancel button.</summary>
    [Parameter] public RenderFragment? ChildContent { get; set; }

    private bool Known => Max > 0;
    private int? Whole => Max > 0 ? (int)Math.Clamp(Value / Max.Value * 100, 0, 100) : null;
    private string? Percent => Whole is { } whole ? $"{whole}\u00a0%" : null;
}
