using Microsoft.AspNetCore.Components;
using Portal.Ui;

namespace Portal.Features.Drafts;

/// <summary>The person's own cloud certificates; the others stand disabled with the reason.</summary>
public sealed partial class CertificatePanel : PortalComponent
{
    [Parameter, EditorRequired] public IReadOnlyList<CertificateChoice> Choices { get; set; } = [];
    [Parameter] public string? Chosen { get; set; }
    [Parameter] public bool Disabled { get; set; }
    [Parameter] public EventCallback<string> OnChosen { get; set; }
}
