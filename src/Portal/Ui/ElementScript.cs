using Microsoft.JSInterop;

namespace Portal.Ui;

/// <summary>
/// A script's hold on an element of a component: taken once, called while the element is on the screen, let go with it.
/// A component may leave the screen while its script is still on the way; then nothing is called any more.
/// </summary>
public sealed class ElementScript(IJSRuntime js, string path) : IAsyncDisposable
{
    private IJSObjectReference? module;
    private IJSObjectReference? held;
    private bool gone;

    /// <summary>True between <see cref="AttachAsync"/> and the end of the component.</summary>
    public bool IsAttached => held is not null && !gone;

    /// <summary>Calls a function of the script that takes hold of the element; a hold taken before is let go.</summary>
    public async Task AttachAsync(string function, params object?[] arguments)
    {
        module ??= await js.InvokeAsync<IJSObjectReference>("import", path);
        await LetGoAsync();
        if (!gone)
        {
            held = await module.InvokeAsync<IJSObjectReference>(function, arguments);
        }

        if (gone)
        {
            await DisposeAsync();
        }
    }

    /// <summary>Calls a function of what was taken hold of; does nothing before and after.</summary>
    public async Task CallAsync(string function, params object?[] arguments)
    {
        if (IsAttached)
        {
            await held!.InvokeVoidAsync(function, arguments);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        gone = true;
        try
        {
            await LetGoAsync();
            await (module?.DisposeAsync() ?? ValueTask.CompletedTask);
            module = null;
        }
        catch (JSDisconnectedException)
        {
            // The tab is gone, and the script with it.
        }
    }

    private async Task LetGoAsync()
    {
        if (held is { } last)
        {
            held = null;
            await last.InvokeVoidAsync("dispose");
            await last.DisposeAsync();
        }
    }
}
