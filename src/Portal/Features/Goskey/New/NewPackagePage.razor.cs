using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Shell;
using Portal.Ui;

namespace Portal.Features.Goskey.New;

/// <summary>Begins a package and goes on to its first step; who may send from nothing reads what an administrator has to do.</summary>
public sealed partial class NewPackagePage(CurrentUser user, BeginPackage begin, GoskeySwitch goskey, NavigationManager navigation, HeaderState header) : PortalComponent
{
    private bool loaded;

    protected override Task OnInitializedAsync()
    {
        header.ShowNoAccount();
        return BeginAsync();
    }

    private Task BeginAsync() => RunAsync(async ct =>
    {
        if (goskey.IsOn && await begin.RunAsync(await user.ActorAsync(), ct) is { } id)
        {
            navigation.NavigateTo(PortalUrls.GoskeyRecipient(id), replace: true);
        }
        else
        {
            loaded = true;
        }
    });
}
