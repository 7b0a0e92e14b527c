using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Shell;

namespace Portal.Ui;

/// <summary>Above a form whose saving is a dangerous step: asks for the fresh sign-in before anything is typed, not after.</summary>
public sealed partial class FreshSignInNotice(StepUp stepUp, CurrentUser user, NavigationManager navigation)
{
    private bool IsOld { get; set; }

    private string Again => PortalUrls.SignInAgain(navigation.ToBaseRelativePath(navigation.Uri));

    /// <summary>Asked once, when the form is opened.</summary>
    protected override async Task OnInitializedAsync()
    {
        try
        {
            await stepUp.RequireAsync(await user.ActorAsync());
        }
        catch (StepUpNeededException)
        {
            IsOld = true;
        }
    }
}
