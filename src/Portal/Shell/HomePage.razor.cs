using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Access;
using Portal.Features.Accounts;
using Portal.Features.Linking;
using Portal.Ui;

namespace Portal.Shell;

/// <summary>The door: a stranger signs in, everybody else goes where their work is.</summary>
public sealed partial class HomePage(NavigationManager navigation, FindHome home) : PortalComponent
{
    private bool stranger;

    [CascadingParameter] private Task<AuthenticationState>? Who { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (Who is null || (await Who).User is not { Identity.IsAuthenticated: true } user)
        {
            stranger = true;
            return;
        }

        await RunAsync(async ct => navigation.NavigateTo(await home.RunAsync(Actor.From(user), ct), replace: true));
    }
}
