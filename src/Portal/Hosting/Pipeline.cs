using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Portal.Access;
using Portal.Shell;

namespace Portal.Hosting;

/// <summary>Settings files and the order of the middleware.</summary>
public static class Pipeline
{
    /// <summary>
    /// Adds the filled copy of <c>appsettings.example.json</c> that lies beside the solution (or in the working folder), and the code pages that reports are written in.
    /// </summary>
    public static WebApplicationBuilder AddPortalSettings(this WebApplicationBuilder builder)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.GetCultureInfo("ru-RU");
        return builder;
    }

    /// <summary>Headers, errors, sign-in, antiforgery: in this order.</summary>
    public static WebApplication UsePortalPipeline(this WebApplication app)
    {
        app.UseSimulatorGate();
        app.UsePublicAddress();
        app.UsePortalHeaders();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = PortalUrls.Error,
            StatusCodeSelector = error => error is AntiforgeryValidationException or BadHttpRequestException ? StatusCodes.Status400BadRequest : StatusCodes.Status500InternalServerError,
        });
        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
        }

        app.UseRequestLocalization("ru-RU");
        app.UseWhen(
            context => HttpMethods.IsGet(context.Request.Method) && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal),
            pages => pages.UseStatusCodePagesWithReExecute(PortalUrls.NotFound));
        app.UseNoNewCircuitsWhileStopping();
        app.UseCircuitOriginGuard();
        app.UseRouting();
        app.UseAuthentication();
        app.UseSessionGate();
        app.UseAuthorization();
        app.UseAntiforgery();
        return app;
    }

    /// <summary>Pages answer HEAD as they answer GET, without a body: link checkers and monitors ask so.</summary>
    public static RazorComponentsEndpointConventionBuilder AnswerHead(this RazorComponentsEndpointConventionBuilder pages)
    {
        pages.Add(endpoint =>
        {
            if (endpoint.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault() is { } verbs && verbs.HttpMethods.Contains(HttpMethods.Get))
            {
                endpoint.Metadata.Add(new HttpMethodMetadata([.. verbs.HttpMethods, HttpMethods.Head]));
            }
        });
        return pages;
    }
}
