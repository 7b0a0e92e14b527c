using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Portal.Access;
using Portal.Ui;

namespace Portal.Features.Drafts;

/// <summary>The files of a report: a warrant may be added or removed, the report replaced, while nothing is signed.</summary>
public sealed partial class DocumentsPanel(CurrentUser user, RemoveDocument remove, AntiforgeryStateProvider antiforgery) : PortalComponent
{
    private string? token;

    [Parameter, EditorRequired] public Guid AccountId { get; set; }
    [Parameter, EditorRequired] public Draft Draft { get; set; } = null!;
    [Parameter] public IReadOnlyList<DraftDocument> Documents { get; set; } = [];
    [Parameter] public EventCallback OnChanged { get; set; }

    protected override void OnInitialized() => token = antiforgery.GetAntiforgeryToken()?.Value;

    private async Task RemoveAsync(DraftDocument document)
    {
        await RunAsync(async ct => await remove.RunAsync(await user.ActorAsync(), Draft.Id, document.Id, ct));
        await OnChanged.InvokeAsync();
    }
}
