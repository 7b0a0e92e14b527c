using Microsoft.AspNetCore.Components;

namespace Portal.Ui;

/// <summary>A list of labels with values; its children are <see cref="Fact"/>s.</summary>
public sealed partial class Facts
{
    [Parameter] public RenderFragment? ChildContent { get; set; }

    /// <summary>Two columns of facts where there is room.</summary>
    [Parameter] public bool Wide { get; set; }
}
