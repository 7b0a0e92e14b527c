using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Portal.Access;
using Portal.Features.Drafts.Inventories;
using Portal.Features.Drafts.Signatures;
using Portal.Integrations.Http;
using Portal.Ui;

namespace Portal.Features.Drafts;

/// <summary>Files come over HTTP, past the circuit: a raw body, its name in a header.</summary>
public static class UploadEndpoints
{
    /// <summary>Maps <c>POST /a/{accountId}/reports/upload</c>; answers with <c>{"draftId":"…"}</c>, and <c>POST /a/{accountId}/reports/{draftId}/documents?replaces=</c>, and <c>POST /a/{accountId}/reports/new/inventory/upload?answers=</c>; or a problem whose detail is for the user.</summary>
    public static IEndpointRouteBuilder MapDrafts(this IEndpointRouteBuilder app)
    {
        app.MapPost("/a/{accountId:guid}/reports/upload", UploadAsync).RequireAuthorization(policy => policy.RequireRole(PortalClaims.UserRole, PortalClaims.AdminRole));
        app.MapPost("/a/{accountId:guid}/reports/{draftId}/documents", AddAsync).RequireAuthorization(policy => policy.RequireRole(PortalClaims.UserRole, PortalClaims.AdminRole));
        app.MapPost("/a/{accountId:guid}/reports/new/inventory/upload", GatherAsync).RequireAuthorization(policy => policy.RequireRole(PortalClaims.UserRole, PortalClaims.AdminRole));
        return app.MapDocuments().MapReceipts().MapSignatures();
    }

    private static Task<IResult> UploadAsync(HttpContext context, Guid accountId, IAntiforgery antiforgery, UploadReport upload) =>
        TakeAsync(context, antiforgery, async name => new
        {
            draftId = await upload.RunAsync(
                Actor.From(context.User), accountId.ToString(), name, context.Request.Body, context.Request.ContentLength, context.RequestAborted),
        });

    private static Task<IResult> AddAsync(HttpContext context, Guid accountId, string draftId, string? replaces, IAntiforgery antiforgery, AddDocument add) =>
        TakeAsync(context, antiforgery, async name => new
        {
            draftId,
            outcome = (await add.RunAsync(
                Actor.From(context.User), accountId.ToString(), draftId, replaces, name, context.Request.Body, context.Request.ContentLength, context.RequestAborted)).ToString(),
        });

    private static Task<IResult> GatherAsync(HttpContext context, Guid accountId, Guid answers, IAntiforgery antiforgery, AddInventoryFile add) =>
        TakeAsync(context, antiforgery, async name => new
        {
            fileId = await add.RunAsync(Actor.From(context.User), accountId.ToString(), answers, name, context.Request.Body, context.Request.ContentLength, context.RequestAborted),
        });

    private static async Task<IResult> TakeAsync<T>(HttpContext context, IAntiforgery antiforgery, Func<string, Task<T>> take)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Results.Problem("Страница устарела, файл не загружен. Обновите её и выберите файл ещё раз.", statusCode: StatusCodes.Status400BadRequest);
        }

        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        var name = Uri.UnescapeDataString(context.Request.Headers["X-File-Name"].ToString());
        try
        {
            return Results.Json(await take(name));
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
