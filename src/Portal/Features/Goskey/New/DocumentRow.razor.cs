using Microsoft.AspNetCore.Components;
using Portal.Ui;

namespace Portal.Features.Goskey.New;

/// <summary>One document of a draft: looked at, renamed, described, moved, removed.</summary>
public sealed partial class DocumentRow : PortalComponent
{
    private Dictionary<string, string> problems = [];
    private ElementReference upButton;
    private ElementReference downButton;
    private ElementReference editButton;
    private bool editing;
    private bool viewing;
    private string name = "";
    private string description = "";

    [Parameter, EditorRequired] public PackageDocument Document { get; set; } = null!;
    [Parameter] public IReadOnlyList<string> Complaints { get; set; } = [];
    [Parameter] public bool IsFirst { get; set; }
    [Parameter] public bool IsLast { get; set; }
    [Parameter] public new bool Busy { get; set; }

    /// <summary>True goes up.</summary>
    [Parameter] public EventCallback<bool> OnMove { get; set; }
    [Parameter] public EventCallback OnRemove { get; set; }

    /// <summary>Saves a name and a description; tells what came of it.</summary>
    [Parameter, EditorRequired] public Func<(string Name, string Description), Task<StepOutcome>> OnDescribe { get; set; } = null!;

    private bool IsPdf => Document.WireName.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase);

    /// <summary>A moved row loses the focus in the browser: it goes back to the button that was pressed, or to its neighbour at the end of the way.</summary>
    internal ValueTask FocusAsync(bool up) => (up ? IsFirst : !IsLast) ? downButton.FocusAsync() : upButton.FocusAsync();

    private void ToggleEditing()
    {
        editing = !editing;
        (name, description) = (Path.GetFileNameWithoutExtension(Document.DisplayName), Document.Description);
        problems = [];
    }

    private async Task SaveAsync()
    {
        var outcome = await OnDescribe((name, description));
        problems = outcome is StepOutcome.Wrong wrong ? new Dictionary<string, string>(wrong.Problems) : [];
        editing = outcome is StepOutcome.Wrong;
        if (!editing)
        {
            await editButton.FocusAsync();
        }
    }
}
