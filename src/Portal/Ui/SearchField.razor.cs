using Microsoft.AspNetCore.Components;

namespace Portal.Ui;

/// <summary>
/// A search whose words are in the address. What is typed goes there at once; what comes from elsewhere (Back, «Показать все») is shown in the field,
/// and an answer to an earlier letter does not overwrite a later one.
/// </summary>
public sealed partial class SearchField(NavigationManager navigation)
{
    private readonly List<string> asked = [];
    private string typed = "";
    private string? known;

    [Parameter, EditorRequired] public string Id { get; set; } = "";

    /// <summary>Read aloud: what may be typed.</summary>
    [Parameter, EditorRequired] public string Label { get; set; } = "";
    [Parameter] public string? Placeholder { get; set; }

    /// <summary>As the address says it.</summary>
    [Parameter] public string? Value { get; set; }

    /// <summary>The address of a search.</summary>
    [Parameter, EditorRequired] public Func<string, string> Href { get; set; } = null!;

    protected override void OnParametersSet()
    {
        var value = Value ?? "";
        if (value == known)
        {
            return;
        }

        known = value;
        var own = asked.IndexOf(value);
        if (own < 0)
        {
            typed = value;
            asked.Clear();
        }
        else
        {
            asked.RemoveRange(0, own + 1);
        }
    }

    private void Find()
    {
        var words = typed.Trim();
        if (words != (asked.Count > 0 ? asked[^1] : known))
        {
            asked.Add(words);
            navigation.NavigateTo(Href(words), replace: true);
        }
    }
}
