using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Access;

namespace Portal.Shell;

/// <summary>A stranger is sent to sign in; a known person is told that the page is not for them.</summary>
public sealed partial class NotAllowed(NavigationManager navigation, ThisCircuit circuit)
{
    [CascadingParameter] private Task<AuthenticationState>? Who { get; set; }

    protected override async Task OnInitializedAsync()
    {
        // A page that is over is taken away by Routes.
        if (circuit.End is not null)
        {
            return;
        }

        if (Who is null || (await Who).User.Identity?.IsAuthenticated != true)
        {
            navigation.NavigateTo(PortalUrls.SignIn(navigation.ToBaseRelativePath(navigation.Uri)), forceLoad: true);
        }
    }
}
