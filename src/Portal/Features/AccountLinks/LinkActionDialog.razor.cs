using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Portal.Features.AccountLinks;

/// <summary>Says what an action does to a person, and asks why.</summary>
public sealed partial class LinkActionDialog
{
    private readonly string id = $"d{Guid.NewGuid():N}";
    private string reason = "";
    private bool asked;

    [CascadingParameter] private IMudDialogInstance Dialog { get; set; } = null!;
    [Parameter] public LinkAction Action { get; set; }
    [Parameter] public string Name { get; set; } = "";

    // What takes something away from a person needs a reason.
    private bool IsDangerous => Action is LinkAction.Block or LinkAction.Unlink or LinkAction.Reject;

    private bool IsMissing => asked && IsDangerous && string.IsNullOrWhiteSpace(reason);

    /// <summary>Asks; null when the administrator thought better of it, else the reason.</summary>
    public static async Task<string?> AskAsync(IDialogService dialogs, LinkAction action, string name)
    {
        ArgumentNullException.ThrowIfNull(dialogs);
        var parameters = new DialogParameters<LinkActionDialog> { { d => d.Action, action }, { d => d.Name, name } };
        var dialog = await dialogs.ShowAsync<LinkActionDialog>(null, parameters, new DialogOptions { MaxWidth = MaxWidth.Small, FullWidth = true });
        return await dialog.Result is { Canceled: false, Data: string reason } ? reason : null;
    }

    private void Confirm()
    {
        asked = true;
        if (!IsMissing)
        {
            Dialog.Close(DialogResult.Ok(reason.Trim()));
        }
    }

    private void Close() => Dialog.Cancel();
}
