using Microsoft.AspNetCore.Components;

namespace Portal.Ui;

/// <summary>A column's head that sorts by a link, so that the order is in the address.</summary>
public sealed partial class SortHeader
{
    [Parameter, EditorRequired] public string Title { get; set; } = "";
    [Parameter, EditorRequired] public string Key { get; set; } = "";

    /// <summary>The key sorted by now.</summary>
    [Parameter] public string? Current { get; set; }
    [Parameter] public bool Descending { get; set; }

    /// <summary>The address for (key, descending).</summary>
    [Parameter, EditorRequired] public Func<string, bool, string> Href { get; set; } = null!;
    [Parameter] public string? Class { get; set; }

    private bool Active => Current == Key;
}
