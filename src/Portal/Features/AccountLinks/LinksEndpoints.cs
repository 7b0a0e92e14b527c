using Portal.Access;
using Portal.Shell;

namespace Portal.Features.AccountLinks;

/// <summary>The export goes over HTTP.</summary>
public static class LinksEndpoints
{
    /// <summary>Maps <c>GET /admin/links/export</c>, with the same parameters as the page.</summary>
    public static IEndpointRouteBuilder MapLinks(this IEndpointRouteBuilder app)
    {
        app.MapGet(PortalUrls.LinksExport, Export).RequireAuthorization(PortalClaims.AdminRole);
        return app;
    }

    private static IResult Export(HttpContext context, ExportLinks export, TimeProvider clock)
    {
        var actor = Actor.From(context.User);
        var filter = LinkFilter.Read(context.Request.Query["q"], context.Request.Query["state"]);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Stream(
            target => export.RunAsync(actor, filter, target, context.RequestAborted), "text/csv; charset=utf-8", $"links-{clock.GetUtcNow().AddHours(3):yyyy-MM-dd}.csv");
    }
}
