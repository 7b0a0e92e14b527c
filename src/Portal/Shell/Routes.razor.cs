using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Portal.Access;

namespace Portal.Shell;

/// <summary>The root of the circuit. When the circuit is over, takes the browser to where that is said, or begins the same page anew.</summary>
public sealed partial class Routes(ThisCircuit circuit, IJSRuntime js)
{
    [Parameter] public ThemeChoice? Theme { get; set; }

    protected override void OnInitialized() => circuit.OnFinished(() => _ = InvokeAsync(LeaveAsync));

    // Not by NavigationManager: it waits for the browser's answer, and a circuit that is over hears no answers.
    private async Task LeaveAsync()
    {
        try
        {
            await (circuit.End switch
            {
                SessionEnd.SignedOut => js.InvokeVoidAsync("location.assign", PortalUrls.SessionEnded),
                SessionEnd.TooManyPages => js.InvokeVoidAsync("location.assign", PortalUrls.PageClosed),
                _ => js.InvokeVoidAsync("location.reload"),
            });
        }
        catch (Exception error) when (error is OperationCanceledException or JSDisconnectedException)
        {
            // The page went, as it was told to.
        }
    }
}
