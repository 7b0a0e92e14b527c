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
                $"connect-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'nonce-{CspNonce.Of(context)}' 'strict-dynamic'";
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
            if (OpensCircuit(context.Request) && !string.Equals(context.Request.Headers.Origin, own, StringComparison.OrdinalIgnoreCase))
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return;
            }

            await next();
        });
    }

    // By path and header: the WebSocket feature is known only behind UseWebSockets, which the hub adds for itself.
    private static bool OpensCircuit(HttpRequest request) =>
        request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase)
        && (!(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) || request.Headers.ContainsKey("Upgrade") || request.Query.ContainsKey("id"));

    // Sign-out is a form that is redirected to the provider's end-session address, which form-action must name.
    private static string FormTargets(WebApplication app) =>
        Uri.TryCreate(app.Configuration["SignIn:Issuer"], UriKind.Absolute, out var issuer) ? issuer.GetLeftPart(UriPartial.Authority) : "";
}
