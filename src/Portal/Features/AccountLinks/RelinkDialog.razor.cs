using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Portal.Features.AccountLinks;

/// <summary>Asks for a move to another Kontur user: what changes, what it takes, and why.</summary>
public sealed partial class RelinkDialog
{
    private readonly string id = $"d{Guid.NewGuid():N}";
    private string reason = "";
    private bool asked;

    [CascadingParameter] private IMudDialogInstance Dialog { get; set; } = null!;
    [Parameter] public string Name { get; set; } = "";
    [Parameter] public string? From { get; set; }
    [Parameter] public string To { get; set; } = "";

    /// <summary>«24 часа».</summary>
    [Parameter] public string CoolOff { get; set; } = "";

    /// <summary>Letters go out from this portal.</summary>
    [Parameter] public bool Letters { get; set; }

    private bool IsMissing => asked && string.IsNullOrWhiteSpace(reason);

    /// <summary>Asks; null when the administrator thought better of it, else the reason.</summary>
    public static async Task<string?> AskAsync(IDialogService dialogs, string name, string? from, string to, string coolOff, bool letters)
    {
        ArgumentNullException.ThrowIfNull(dialogs);
        var parameters = new DialogParameters<RelinkDialog> { { d => d.Name, name }, { d => d.From, from }, { d => d.To, to }, { d => d.CoolOff, coolOff }, { d => d.Letters, letters } };
        var dialog = await dialogs.ShowAsync<RelinkDialog>(null, parameters, new DialogOptions { MaxWidth = MaxWidth.Small, FullWidth = true });
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
