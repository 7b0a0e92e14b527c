using Microsoft.AspNetCore.Components;
using Portal.Ui;

namespace Portal.Features.Drafts.List;

/// <summary>What a bulk action left as it was, each with the reason; nothing when all was done.</summary>
public sealed partial class BulkOutcome : PortalComponent
{
    [Parameter] public string Heading { get; set; } = "";
    [Parameter] public IReadOnlyList<BulkLine> Lines { get; set; } = [];
    [Parameter] public EventCallback OnClose { get; set; }
}
