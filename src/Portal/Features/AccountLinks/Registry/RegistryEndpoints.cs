using Microsoft.AspNetCore.Antiforgery;
using Portal.Access;
using Portal.Shell;
using Portal.Ui;

namespace Portal.Features.AccountLinks.Registry;

/// <summary>The registry's CSV comes and goes over HTTP, past the circuit.</summary>
public static class RegistryEndpoints
{
    /// <summary>Largest file that is read.</summary>
    public const int MaxSize = 24 * 1024 * 1024;

    /// <summary>Maps <c>POST /admin/registry/upload</c> (a raw body; the answer says only whether a preview waits) and <c>GET /admin/registry/export</c>.</summary>
    public static IEndpointRouteBuilder MapRegistry(this IEndpointRouteBuilder app)
    {
        app.MapPost(PortalUrls.RegistryUpload, PreviewAsync).RequireAuthorization(PortalClaims.AdminRole);
        app.MapGet(PortalUrls.RegistryExport, ExportAsync).RequireAuthorization(PortalClaims.AdminRole);
        return app;
    }

    private static async Task<IResult> PreviewAsync(HttpContext context, IAntiforgery antiforgery, PreviewImport preview)
    {
        var (file, refusal) = await SmallUpload.ReadAsync(context, antiforgery, MaxSize);
        if (refusal is not null)
        {
            return refusal;
        }

        var name = Uri.UnescapeDataString(context.Request.Headers["X-File-Name"].ToString());
        var outcome = await preview.RunAsync(Actor.From(context.User), file, name.Length > 200 ? name[..200] : name, context.RequestAborted);
        return outcome.Problem is { } problem
            ? Results.Problem(problem, statusCode: StatusCodes.Status422UnprocessableEntity)
            : Results.Json(new { outcome.Preview!.Id });
    }

    private static IResult ExportAsync(HttpContext context, ExportRegistry export, MoscowTime time) => Results.Stream(
        output => export.RunAsync(Actor.From(context.User), output, context.RequestAborted),
        "text/csv; charset=utf-8", $"registry-{time.Today:yyyy-MM-dd}.csv");
}
