using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Access;
using Portal.Shell;
using Portal.Ui;

namespace Portal.Features.Goskey.New;

/// <summary>What every step has at its head: the title, the way, throwing the draft away, and the word that it is gone.</summary>
public sealed partial class DraftHeader(CurrentUser user, DiscardPackage discard, IDialogService dialogs, NavigationManager navigation, ISnackbar snackbar) : PortalComponent
{
    [Parameter, EditorRequired] public string Title { get; set; } = "";
    [Parameter, EditorRequired] public Guid PackageId { get; set; }
    [Parameter, EditorRequired] public WizardStep Step { get; set; }

    /// <summary>The draft; null until it is read, and when it is gone.</summary>
    [Parameter] public DraftView? Draft { get; set; }

    /// <summary>It was looked for, and it is no draft.</summary>
    [Parameter] public bool Gone { get; set; }

    private async Task DiscardAsync()
    {
        var sure = await dialogs.ShowMessageBoxAsync(
            "Удалить черновик?", "Документы и список людей исчезнут вместе с ним. Запомненные получатели останутся.", yesText: "Удалить черновик", cancelText: "Не удалять");
        if (sure == true && await RunAsync(async ct => await discard.RunAsync(await user.ActorAsync(), PackageId.ToString(), ct)))
        {
            snackbar.Add("Черновик удалён", Severity.Success);
            navigation.NavigateTo(PortalUrls.Goskey);
        }
    }
}
