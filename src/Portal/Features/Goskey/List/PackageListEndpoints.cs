using Portal.Access;
using Portal.Shell;
using Portal.Ui;

namespace Portal.Features.Goskey.List;

/// <summary>The list as a file.</summary>
public static class PackageListEndpoints
{
    /// <summary>Maps <c>GET /goskey/export?q=&amp;state=</c>: what the list shows, of the person who asks.</summary>
    public static IEndpointRouteBuilder MapPackageList(this IEndpointRouteBuilder app)
    {
        app.MapGet("/goskey/export", ExportAsync).RequireAuthorization(policy => policy.RequireRole(PortalClaims.UserRole, PortalClaims.AdminRole));
        return app;
    }

    private static IResult ExportAsync(HttpContext context, string? q, string? state, ExportPackages export, MoscowTime time) => TypedResults.Stream(
        output => export.RunAsync(Actor.From(context.User), new PackageFilter(q, PackageGroups.Of(state)), output, context.RequestAborted),
        "text/csv; charset=utf-8", $"goskey-{time.Today:yyyy-MM-dd}.csv");
}
