using Microsoft.AspNetCore.Http.Features;
using Portal.Shell;

namespace Portal.Hosting;

/// <summary>Headers of every page, and who may open the circuit's socket.</summary>
public static class WebSecurity
{
    /// <summary>Content security policy and its companions. <c>style-src 'unsafe-inline'</c> is the one exception: MudBlazor writes its theme as inline styles.</summary>
    public static IApplicationBuilder UsePortalHeaders(this WebApplication app)
    {
        app.UseSecurityHeaders(new HeaderPolicyCollection()
            .AddContentTypeOptionsNoSniff()
            .AddFrameOptionsDeny()
            .AddReferrerPolicyStrictOriginWhenCrossOrigin()
            .AddCrossOriginOpenerPolicy(policy => policy.SameOrigin())
            .AddPermissionsPolicy(policy =>
            {
                policy.AddCamera().None();
                policy.AddGeolocation().None();
                policy.AddMicrophone().None();
            })
            .RemoveServerHeader());
        return app.Use((context, next) =>
        {
            context.Response.Headers.ContentSecurityPolicy =
                $"default-src 'self'; base-uri 'self'; object-src 'none'; frame-ancestors 'none'; form-action 'self' {FormTargets(app)}; img-src 'self' data:; font-src 'self'; " +
                $"connect-src 'self'; worker-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'nonce-{CspNonce.Of(context)}' 'strict-dynamic'";
            return next();
        });
    }

    /// <summary>
    /// Every request is taken as one to <c>PublicAddress</c>: behind a proxy that ends TLS the scheme is right (redirects, cookies, HSTS), and a foreign Host
    /// never reaches an address that the portal builds.
    /// </summary>
    public static IApplicationBuilder UsePublicAddress(this WebApplication app)
    {
        var own = new Uri(app.Configuration["PublicAddress"]!);
        return app.Use((context, next) =>
        {
            context.Request.Scheme = own.Scheme;
            context.Request.Host = HostString.FromUriComponent(own);
            return next();
        });
    }

    /// <summary>A page of another origin cannot open a circuit, and neither can a client that hides its origin (ASP.NET lets a missing Origin through).</summary>
    public static IApplicationBuilder UseCircuitOriginGuard(this WebApplication app)
    {
        var own = new Uri(app.Configuration["PublicAddress"]!).GetLeftPart(UriPartial.Authority);
        return app.Use(async (context, next) =>
        {
            if (context.Request.Path.StartsWithSegments("/_blazor") && !IsOwn(context, own))
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return;
            }

            await next();
        });
    }

    // The socket is known by its headers: SignalR has its WebSocket middleware inside the endpoint, so that here IsWebSocketRequest is always false.
    private static bool IsOwn(HttpContext context, string own)
    {
        var origin = context.Request.Headers.Origin.ToString();
        var isSocket = context.Features.Get<IHttpExtendedConnectFeature>()?.IsExtendedConnect == true
            || context.Request.Headers.Upgrade.ToString().Contains("websocket", StringComparison.OrdinalIgnoreCase);
        return origin.Length == 0 ? !isSocket : string.Equals(origin, own, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>
    /// While the portal stops, the tabs reconnect at once. A socket taken then is closed by nobody and would hold the stop for its whole time-out (30 s), so none is taken.
    /// </summary>
    public static IApplicationBuilder UseNoNewCircuitsWhileStopping(this WebApplication app) => app.Use((context, next) =>
    {
        if (!app.Lifetime.ApplicationStopping.IsCancellationRequested || !context.Request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase))
        {
            return next();
        }

        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.Connection = "close";
        return Task.CompletedTask;
    });

    // Sign-out is a form that is redirected to the provider's end-session address, which form-action must name.
    private static string FormTargets(WebApplication app) =>
        Uri.TryCreate(app.Configuration["SignIn:Issuer"], UriKind.Absolute, out var issuer) ? issuer.GetLeftPart(UriPartial.Authority) : "";
}
