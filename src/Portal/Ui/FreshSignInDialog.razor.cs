using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Portal.Ui;

/// <summary>Says that a dangerous step wants a fresh sign-in, before the page is left for it.</summary>
public sealed partial class FreshSignInDialog
{
    [CascadingParameter] private IMudDialogInstance Dialog { get; set; } = null!;

    /// <summary>Asks; true when the person agrees to sign in again.</summary>
    public static async Task<bool> AskAsync(IDialogService dialogs)
    {
        ArgumentNullException.ThrowIfNull(dialogs);
        var dialog = await dialogs.ShowAsync<FreshSignInDialog>("Подтвердите, что это вы", new DialogOptions { MaxWidth = MaxWidth.Small, FullWidth = true });
        return await dialog.Result is { Canceled: false };
    }

    private void Confirm() => Dialog.Close();

    private void Close() => Dialog.Cancel();
}
