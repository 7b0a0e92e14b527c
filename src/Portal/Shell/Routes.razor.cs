using Microsoft.AspNetCore.Components;
using Portal.Access;

namespace Portal.Shell;

/// <summary>The root of the circuit. When the circuit is over, takes the browser to where that is said, or begins the same page anew.</summary>
public sealed partial class Routes(ThisCircuit circuit, NavigationManager navigation)
{
    [Parameter] public ThemeChoice? Theme { get; set; }

    protected override void OnInitialized() => circuit.OnFinished(() => _ = InvokeAsync(Leave));

    private void Leave() => navigation.NavigateTo(
        circuit.End switch
        {
            SessionEnd.SignedOut => PortalUrls.SessionEnded,
            SessionEnd.TooManyPages => PortalUrls.PageClosed,
            _ => navigation.Uri,
        },
        forceLoad: true);
}
