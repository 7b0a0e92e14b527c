using Microsoft.AspNetCore.Components;

namespace Portal.Ui;

/// <summary>Loading, error, empty, full: the four states of a page. The content is not evaluated until <see cref="Ready"/>.</summary>
public sealed partial class LoadView
{
    /// <summary>The data is here; it stays on the screen while it is read anew.</summary>
    [Parameter, EditorRequired] public bool Ready { get; set; }
    [Parameter] public bool Busy { get; set; }
    [Parameter] public bool Empty { get; set; }
    [Parameter] public Trouble? Trouble { get; set; }
    [Parameter] public EventCallback OnRetry { get; set; }
    [Parameter] public RenderFragment? EmptyContent { get; set; }
    [Parameter] public RenderFragment? ChildContent { get; set; }

    /// <summary>Instead of the default rows, when the shape is known better.</summary>
    [Parameter] public RenderFragment? Skeleton { get; set; }
    [Parameter] public int Rows { get; set; } = 6;
    [Parameter] public string Label { get; set; } = "Загружаем…";
}
