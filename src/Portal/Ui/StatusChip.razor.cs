using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Portal.Ui;

/// <summary>A status as colour, icon and word together.</summary>
public sealed partial class StatusChip
{
    [Parameter] public StatusTone Tone { get; set; }
    [Parameter, EditorRequired] public string Text { get; set; } = "";

    /// <summary>Inner SVG of a MudBlazor icon; by default the tone's own.</summary>
    [Parameter] public string? Icon { get; set; }

    private string DefaultIcon => Tone switch
    {
        StatusTone.UnderWay => Icons.Material.Filled.Schedule,
        StatusTone.Accepted => Icons.Material.Filled.CheckCircle,
        StatusTone.NeedsYou => Icons.Material.Filled.PriorityHigh,
        StatusTone.Refused => Icons.Material.Filled.Cancel,
        _ => Icons.Material.Filled.RemoveCircleOutline,
    };
}
