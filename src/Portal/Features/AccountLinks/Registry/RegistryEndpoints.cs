using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Portal.Access;
using Portal.Ui;

namespace Portal.Features.AccountLinks.Registry;

/// <summary>The registry's CSV comes over HTTP.</summary>
public static class RegistryEndpoints
{
    private const int MaxSize = 32 * 1024 * 1024;

    /// <summary>Maps <c>POST /admin/registry/import</c>: a raw body of at most 32 MB; answers with an <see cref="ImportOutcome"/>.</summary>
    public static IEndpointRouteBuilder MapAccountLinks(this IEndpointRouteBuilder app)
    {
        app.MapPost("/admin/registry/import", ImportAsync).RequireAuthorization(PortalClaims.AdminRole);
        return app;
    }

    private static async Task<IResult> ImportAsync(HttpContext context, IAntiforgery antiforgery, ImportRegistry import)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Results.Problem("Страница устарела, файл не загружен. Обновите её и выберите файл ещё раз.", statusCode: StatusCodes.Status400BadRequest);
        }
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = MaxSize;
        if (context.Request.ContentLength is not (> 0 and <= MaxSize))
        {
            return Results.Problem($"Файл должен быть не пустым и не больше {FileSize.Of(MaxSize)}.", statusCode: StatusCodes.Status422UnprocessableEntity);
        }

        using var file = new MemoryStream();
        await context.Request.Body.CopyToAsync(file, context.RequestAborted);
        return Results.Json(await import.RunAsync(Actor.From(context.User), file.ToArray(), context.RequestAborted));
    }
}
