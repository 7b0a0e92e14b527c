using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Portal.Shell;

/// <summary>MudBlazor's providers around everything, and the theme as the browser remembers it.</summary>
public sealed partial class ThemeRoot(IJSRuntime js) : IAsyncDisposable
{
    private ThemeChoice? choice;
    private DotNetObjectReference<ThemeRoot>? self;

    [Parameter] public ThemeChoice? Initial { get; set; }
    [Parameter] public RenderFragment? ChildContent { get; set; }

    /// <summary>Raised after a change of theme, in this tab or another.</summary>
    public event Action? Changed;

    public string Mode => choice?.Mode ?? "system";

    public async Task SetAsync(string mode) => await js.InvokeAsync<ThemeChoice>("portalTheme.set", mode);

    [JSInvokable]
    public void ThemeChanged(string mode, bool dark)
    {
        choice = new ThemeChoice(mode, dark);
        StateHasChanged();
        Changed?.Invoke();
    }

    protected override async Task OnInitializedAsync()
    {
        choice = Initial;
        self = DotNetObjectReference.Create(this);
        choice = await js.InvokeAsync<ThemeChoice>("portalTheme.attach", self);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await js.InvokeVoidAsync("portalTheme.detach");
        }
        catch (JSDisconnectedException)
        {
            // The tab is gone.
        }

        self?.Dispose();
    }
}
