using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Portal.Access;
using Portal.Integrations.Http;
using Portal.Ui;

namespace Portal.Features.Drafts;

/// <summary>Files come over HTTP, past the circuit: a raw body, its name in a header.</summary>
public static class UploadEndpoints
{
    /// <summary>Maps <c>POST /a/{accountId}/reports/upload?draft=</c>; answers with <c>{"draftId":"…"}</c> or a problem whose detail is for the user.</summary>
    public static IEndpointRouteBuilder MapDrafts(this IEndpointRouteBuilder app)
    {
        app.MapPost("/a/{accountId:guid}/reports/upload", UploadAsync).RequireAuthorization(policy => policy.RequireRole(PortalClaims.UserRole, PortalClaims.AdminRole));
        return app;
    }

    private static async Task<IResult> UploadAsync(HttpContext context, Guid accountId, string? draft, IAntiforgery antiforgery, UploadReport upload)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Results.Problem("Страница устарела, файл не загружен. Обновите её и выберите файл ещё раз.", statusCode: StatusCodes.Status400BadRequest);
        }

        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        var name = Uri.UnescapeDataString(context.Request.Headers["X-File-Name"].ToString());
        try
        {
            var draftId = await upload.RunAsync(
                Actor.From(context.User), accountId.ToString(), draft, name, context.Request.Body, context.Request.ContentLength, context.RequestAborted);
            return Results.Json(new { draftId });
        }
        catch (ReportFileException error)
        {
            return Results.Problem(error.Message, statusCode: StatusCodes.Status422UnprocessableEntity);
        }
        catch (InvalidDataException)
        {
            return Results.Problem($"Файл «{name}» пришёл не целиком. Выберите его ещё раз.", statusCode: StatusCodes.Status422UnprocessableEntity);
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
            var trouble = Trouble.From(error);
            return Results.Problem(
                $"{trouble.What}, файл не загружен. {error.Text ?? "Выберите его ещё раз."}", statusCode: StatusCodes.Status502BadGateway,
                extensions: new Dictionary<string, object?> { ["traceId"] = error.TraceId });
        }
    }
}
