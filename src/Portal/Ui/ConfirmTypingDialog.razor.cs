using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Portal.Ui;

/// <summary>An irreversible step, confirmed by typing a name.</summary>
public sealed partial class ConfirmTypingDialog
{
    private readonly string id = $"d{Guid.NewGuid():N}";
    private string typed = "";

    [CascadingParameter] private IMudDialogInstance Dialog { get; set; } = null!;
    [Parameter] public string Title { get; set; } = "";
    [Parameter] public string Text { get; set; } = "";
    [Parameter] public string Name { get; set; } = "";
    [Parameter] public string Action { get; set; } = "Удалить";

    private bool Matches => string.Equals(Squeeze(typed), Squeeze(Name), StringComparison.OrdinalIgnoreCase);

    /// <summary>Asks; true when the name was typed and the action chosen.</summary>
    /// <param name="dialogs">The dialogs of the tab.</param>
    /// <param name="title">«Удалить организацию?»</param>
    /// <param name="text">What will be lost, and what stays.</param>
    /// <param name="name">What has to be typed; case and double spaces do not matter.</param>
    /// <param name="action">The verb on the button.</param>
    public static async Task<bool> AskAsync(IDialogService dialogs, string title, string text, string name, string action = "Удалить")
    {
        ArgumentNullException.ThrowIfNull(dialogs);
        var parameters = new DialogParameters<ConfirmTypingDialog> { { d => d.Title, title }, { d => d.Text, text }, { d => d.Name, name }, { d => d.Action, action } };
        var dialog = await dialogs.ShowAsync<ConfirmTypingDialog>(title, parameters, new DialogOptions { MaxWidth = MaxWidth.Small, FullWidth = true });
        return await dialog.Result is { Canceled: false };
    }

    private void Confirm()
    {
        if (Matches)
        {
            Dialog.Close();
        }
    }

    private void Close() => Dialog.Cancel();

    private static string Squeeze(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
