using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Portal.Access;
using Portal.Integrations.Http;
using Portal.Ui;

namespace Portal.Features.Drafts.Signatures;

/// <summary>Signatures come and go over HTTP, past the circuit.</summary>
public static class SignatureEndpoints
{
    /// <summary>
    /// Maps <c>GET /a/{accountId}/reports/{draftId}/signatures/{signatureId}</c> (a file) and <c>POST /a/{accountId}/reports/{draftId}/signatures?document=</c>
    /// (a raw body; a refusal is a problem whose detail is for the user).
    /// </summary>
    public static IEndpointRouteBuilder MapSignatures(this IEndpointRouteBuilder app)
    {
        var signatures = app.MapGroup("/a/{accountId:guid}/reports/{draftId}/signatures")
            .RequireAuthorization(policy => policy.RequireRole(PortalClaims.UserRole, PortalClaims.AdminRole));
        signatures.MapGet("/{signatureId}", DownloadAsync);
        signatures.MapPost("", AttachAsync);
        return app;
    }

    private static async Task<IResult> DownloadAsync(HttpContext context, Guid accountId, string draftId, string signatureId, OpenSignature open)
    {
        try
        {
            var (bytes, fileName) = await open.RunAsync(Actor.From(context.User), accountId.ToString(), draftId, signatureId, context.RequestAborted);
            context.Response.Headers.CacheControl = "no-store";
            return Results.Stream(bytes, "application/pkcs7-signature", fileName);
        }
        catch (Exception error) when (error is AccessDeniedException or NotLinkedException)
        {
            return Results.NotFound();
        }
    }

    private static async Task<IResult> AttachAsync(HttpContext context, Guid accountId, string draftId, string document, IAntiforgery antiforgery, AttachSignature attach)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Results.Problem("Страница устарела, подпись не приложена. Обновите её и выберите файл ещё раз.", statusCode: StatusCodes.Status400BadRequest);
        }

        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = AttachSignature.MaxSize;
        try
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            await attach.RunAsync(Actor.From(context.User), accountId.ToString(), draftId, document, body.ToArray(), context.RequestAborted);
            return Results.NoContent();
        }
        catch (BadHttpRequestException)
        {
            return Results.Problem("Файл больше 1 МБ: это не отсоединённая подпись.", statusCode: StatusCodes.Status422UnprocessableEntity);
        }
        catch (SignatureFileException error)
        {
            return Results.Problem(error.Message, statusCode: StatusCodes.Status422UnprocessableEntity);
        }
        catch (AccessDeniedException error)
        {
            return Results.Problem(error.Message, statusCode: StatusCodes.Status404NotFound);
        }
        catch (NotLinkedException error)
        {
            return Results.Problem(error.Message, statusCode: StatusCodes.Status403Forbidden);
        }
        catch (VendorException error)
        {
            return Results.Problem(
                $"{Trouble.From(error).What}, подпись не приложена. {error.Text ?? "Выберите файл ещё раз."}", statusCode: StatusCodes.Status502BadGateway,
                extensions: new Dictionary<string, object?> { ["traceId"] = error.TraceId });
        }
    }
}
