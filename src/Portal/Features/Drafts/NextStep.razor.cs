using Microsoft.AspNetCore.Components;
using Portal.Features.Confirmations;
using Portal.Ui;

namespace Portal.Features.Drafts;

/// <summary>The one thing to do next with a report, or what is being waited for.</summary>
public sealed partial class NextStep : PortalComponent
{
    [Parameter, EditorRequired] public Draft Draft { get; set; } = null!;
    [Parameter] public DraftTask? Running { get; set; }
    [Parameter] public Signing? Signing { get; set; }

    /// <summary>To whom it goes.</summary>
    [Parameter] public Authority? Authority { get; set; }

    /// <summary>The signature is inside the file: none is asked of the cloud.</summary>
    [Parameter] public bool SignedInside { get; set; }

    /// <summary>How the last signature with the chosen certificate was confirmed.</summary>
    [Parameter] public SigningWay? Way { get; set; }
    [Parameter] public bool CanCheck { get; set; }
    [Parameter] public bool CanSign { get; set; }

    /// <summary>Another certificate was chosen after the check.</summary>
    [Parameter] public bool OtherCertificate { get; set; }
    [Parameter] public new bool Busy { get; set; }
    [Parameter] public string ReviewHref { get; set; } = "";
    [Parameter] public string? SentHref { get; set; }
    [Parameter] public EventCallback OnCheck { get; set; }
    [Parameter] public EventCallback OnSign { get; set; }
    [Parameter] public EventCallback OnResume { get; set; }
    [Parameter] public EventCallback OnLeave { get; set; }
    [Parameter] public EventCallback OnPrepare { get; set; }

    private DraftPurpose Purpose => Draft.Facts.Purpose;
}
