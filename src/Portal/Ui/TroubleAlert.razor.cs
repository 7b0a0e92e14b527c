using Microsoft.AspNetCore.Components;

namespace Portal.Ui;

/// <summary>Says what happened, what is safe and what to do. Draws nothing without trouble.</summary>
public sealed partial class TroubleAlert
{
    [Parameter] public Trouble? Trouble { get; set; }
    [Parameter] public EventCallback OnRetry { get; set; }

    /// <summary>More actions, beside «Повторить».</summary>
    [Parameter] public RenderFragment? ChildContent { get; set; }
}
