using Microsoft.AspNetCore.Components;

namespace Portal.Ui;

/// <summary>A value with a button that copies it; the copying itself is in portal.js, without the circuit.</summary>
public sealed partial class CopyText
{
    [Parameter, EditorRequired] public string Text { get; set; } = "";
    [Parameter] public string Label { get; set; } = "Скопировать";
}
