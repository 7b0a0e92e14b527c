using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace Portal.Shell;

/// <summary>The document around the circuit. Rendered once, by the server; everything inside Routes is interactive and never prerendered.</summary>
public sealed partial class App
{
    private static readonly InteractiveServerRenderMode Interactive = new(prerender: false);
    private ThemeChoice? theme;
    private string? nonce;

    [CascadingParameter] private HttpContext Context { get; set; } = null!;

    // A page that says that a circuit is over has none itself.
    private InteractiveServerRenderMode? Mode => Context.AcceptsInteractiveRouting() ? Interactive : null;

    protected override void OnInitialized()
    {
        nonce = CspNonce.Of(Context);
        theme = ThemeChoice.Parse(Context.Request.Cookies[ThemeChoice.Cookie]);
    }
}
