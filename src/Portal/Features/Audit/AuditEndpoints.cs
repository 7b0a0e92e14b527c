using Portal.Access;
using Portal.Shell;

namespace Portal.Features.Audit;

/// <summary>The export goes over HTTP.</summary>
public static class AuditEndpoints
{
    /// <summary>Maps <c>GET /admin/audit/export</c>, with the same parameters as the page.</summary>
    public static IEndpointRouteBuilder MapAudit(this IEndpointRouteBuilder app)
    {
        app.MapGet(PortalUrls.AuditExport, Export).RequireAuthorization(PortalClaims.AdminRole);
        return app;
    }

    private static IResult Export(HttpContext context, ExportAudit export, TimeProvider clock)
    {
        var actor = Actor.From(context.User);
        var query = AuditQuery.Read(name => context.Request.Query[name]);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Stream(
            target => export.RunAsync(actor, query, target, context.RequestAborted), "text/csv; charset=utf-8", $"audit-{clock.GetUtcNow().AddHours(3):yyyy-MM-dd}.csv");
    }
}
