using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Portal.Access;
using Portal.Features.Goskey.Results;
using Portal.Shell;

namespace Portal.Features.Goskey.New;

/// <summary>Files of a draft come and go over HTTP, past the circuit: a raw body, its name in a header.</summary>
public static class PackageEndpoints
{
    /// <summary>
    /// Maps <c>POST /goskey/{id}/documents/upload</c>, which answers with <c>{"documentId":"…"}</c>, <c>POST /goskey/{id}/recipient/upload</c> (a CSV; the answer says only how many rows are right) and
    /// <c>GET /goskey/{id}/documents/{documentId}</c>. A refusal is a problem whose detail is for the user.
    /// </summary>
    public static IEndpointRouteBuilder MapNewPackages(this IEndpointRouteBuilder app)
    {
        app.MapPost("/goskey/{id:guid}/documents/upload", AddAsync).RequireAuthorization(policy => policy.RequireRole(PortalClaims.UserRole, PortalClaims.AdminRole));
        app.MapPost("/goskey/{id:guid}/recipient/upload", ReadListAsync).RequireAuthorization(policy => policy.RequireRole(PortalClaims.UserRole, PortalClaims.AdminRole));
        app.MapGet("/goskey/{id:guid}/documents/{documentId:guid}", OpenAsync).RequireAuthorization(policy => policy.RequireRole(PortalClaims.UserRole, PortalClaims.AdminRole));
        return app;
    }

    private static async Task<IResult> AddAsync(HttpContext context, Guid id, IAntiforgery antiforgery, AddDocument add)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return TypedResults.Problem("Страница устарела, файл не загружен. Обновите её и выберите файл ещё раз.", statusCode: StatusCodes.Status400BadRequest);
        }

        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        return await GuardAsync(async () =>
        {
            var outcome = await add.RunAsync(Actor.From(context.User), id.ToString(), NameOf(context), context.Request.Body, context.Request.ContentLength, context.RequestAborted);
            return outcome.Document is { } document ? TypedResults.Json(new { documentId = document.Id }) : TypedResults.Problem(outcome.Refusal, statusCode: StatusCodes.Status422UnprocessableEntity);
        });
    }

    private static async Task<IResult> ReadListAsync(HttpContext context, Guid id, IAntiforgery antiforgery, ReadRecipients read)
    {
        var (file, refusal) = await SmallUpload.ReadAsync(context, antiforgery, RecipientFile.MaxSize);
        return refusal ?? await GuardAsync(async () =>
        {
            var list = await read.RunAsync(Actor.From(context.User), id.ToString(), NameOf(context), file, context.RequestAborted);
            return list.Problem is { } problem ? TypedResults.Problem(problem, statusCode: StatusCodes.Status422UnprocessableEntity) : TypedResults.Json(new { people = list.People.Count, errors = list.Errors.Count });
        });
    }

    // Shown in the page it is a PDF or nothing; whatever else it is leaves as a file that the browser does not open.
    private static Task<IResult> OpenAsync(HttpContext context, Guid id, Guid documentId, string? shown, OpenResultFile open)
    {
        context.Response.Headers.CacheControl = "no-store";
        return GuardAsync(async () =>
        {
            var file = await open.RunAsync(Actor.From(context.User), id.ToString(), documentId.ToString(), ResultFile.Original, context.RequestAborted);
            return file is null ? TypedResults.NotFound()
                : shown is "1" && file.IsPdf ? TypedResults.Stream(file.Bytes, "application/pdf")
                : TypedResults.Stream(file.Bytes, "application/octet-stream", file.Name);
        });
    }

    private static string NameOf(HttpContext context) => Uri.UnescapeDataString(context.Request.Headers["X-File-Name"].ToString());

    private static async Task<IResult> GuardAsync(Func<Task<IResult>> serve)
    {
        try
        {
            return await serve();
        }
        catch (AccessDeniedException error)
        {
            return TypedResults.Problem(error.Message, statusCode: StatusCodes.Status404NotFound);
        }
        catch (InvalidDataException)
        {
            return TypedResults.Problem("Файл пакета повреждён или потерян. Сообщите поддержке портала.", statusCode: StatusCodes.Status500InternalServerError);
        }
    }
}
