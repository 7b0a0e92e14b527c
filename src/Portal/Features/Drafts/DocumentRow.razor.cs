using Microsoft.AspNetCore.Components;
using Portal.Ui;

namespace Portal.Features.Drafts;

/// <summary>One file of a report: what it is, and what can be done with it.</summary>
public sealed partial class DocumentRow(MoscowTime time)
{
    private ElementReference upButton;
    private ElementReference downButton;

    [Parameter, EditorRequired] public DraftDocument Document { get; set; } = null!;

    /// <summary>What was recognised, in words.</summary>
    [Parameter] public string Kind { get; set; } = "";
    [Parameter] public string OriginalHref { get; set; } = "";
    [Parameter] public bool Editable { get; set; }
    [Parameter] public new bool Busy { get; set; }
    [Parameter] public bool IsReplacing { get; set; }

    /// <summary>There are several files to put in order.</summary>
    [Parameter] public bool CanOrder { get; set; }
    [Parameter] public bool IsFirst { get; set; }
    [Parameter] public bool IsLast { get; set; }

    [Parameter] public EventCallback OnPrint { get; set; }
    [Parameter] public EventCallback OnReplace { get; set; }
    [Parameter] public EventCallback OnRemove { get; set; }

    /// <summary>True goes up.</summary>
    [Parameter] public EventCallback<bool> OnMove { get; set; }

    private string ReplaceWord => Document.MissingAt is null ? "Заменить" : "Выбрать снова";

    /// <summary>A moved row loses the focus in the browser: it goes back to the button that was pressed, or to its neighbour at the end of the way.</summary>
    internal ValueTask FocusAsync(bool up) => (up ? IsFirst : !IsLast) ? downButton.FocusAsync() : upButton.FocusAsync();
}
