using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Portal.Shell;

/// <summary>MudBlazor's providers around everything, and the theme as the browser remembers it.</summary>
public sealed partial class ThemeRoot(IJSRuntime js) : IAsyncDisposable
{
    private ThemeChoice? choice;
    private DotNetObjectReference<ThemeRoot>? self;

    // Given only where there is no circuit, and so no script to call.
    [CascadingParameter] private HttpContext? Still { get; set; }

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
        if (Still is not null)
        {
            choice ??= new ThemeChoice("system", false);
            return;
        }

        self = DotNetObjectReference.Create(this);
        choice = await js.InvokeAsync<ThemeChoice>("portalTheme.attach", self);
    }

    public async ValueTask DisposeAsync()
    {
        if (Still is not null)
        {
            return;
        }

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
