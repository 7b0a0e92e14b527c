using Microsoft.AspNetCore.Components;

namespace Portal.Ui;

/// <summary>A labelled field with its hint and its complaint; tells every keystroke and that it was left.</summary>
public sealed partial class TextField
{
    private string text = "";
    private string given = "";

    [Parameter, EditorRequired] public string Id { get; set; } = "";
    [Parameter, EditorRequired] public string Label { get; set; } = "";
    [Parameter] public string Value { get; set; } = "";
    [Parameter] public EventCallback<string> ValueChanged { get; set; }
    [Parameter] public EventCallback OnLeft { get; set; }
    [Parameter] public string? Error { get; set; }
    [Parameter] public string? Hint { get; set; }
    [Parameter] public string? Placeholder { get; set; }
    [Parameter] public string Type { get; set; } = "text";
    [Parameter] public int MaxLength { get; set; } = 500;

    /// <summary>More than one makes it a text of several lines.</summary>
    [Parameter] public int Rows { get; set; } = 1;
    [Parameter] public bool Numeric { get; set; }
    [Parameter] public bool Disabled { get; set; }

    private string? Invalid => Error is null ? null : "true";
    private string Described => Hint is null ? $"{Id}-error" : $"{Id}-hint {Id}-error";

    // The field holds its own text and takes another one only when it is given a new one. A component around it may draw it once more with the text before (content of another
    // component is drawn after it): that overwrites nothing of what was typed.
    protected override void OnParametersSet()
    {
        if (Value != given)
        {
            given = text = Value;
        }
    }

    private Task TypeAsync(string? typed)
    {
        text = typed ?? "";
        return ValueChanged.InvokeAsync(text);
    }
}
