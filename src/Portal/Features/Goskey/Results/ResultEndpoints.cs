using Microsoft.AspNetCore.Http.Features;
using Portal.Access;

namespace Portal.Features.Goskey.Results;

/// <summary>What came back leaves over HTTP, past the circuit, always as a download.</summary>
public static class ResultEndpoints
{
    /// <summary>
    /// Maps <c>GET /goskey/{id}/documents/{documentId}/{what}</c> (<c>original</c>, <c>sender-signature</c>, <c>recipient-signature</c>, <c>returned</c>),
    /// <c>GET /goskey/{id}/report.json</c> and <c>GET /goskey/{id}/results.zip</c>. Another person's is not found.
    /// </summary>
    public static IEndpointRouteBuilder MapResults(this IEndpointRouteBuilder app)
    {
        var package = app.MapGroup("/goskey/{id:guid}").RequireAuthorization(policy => policy.RequireRole(PortalClaims.UserRole, PortalClaims.AdminRole));
        package.MapGet("/documents/{documentId:guid}/{what}", FileAsync);
        package.MapGet("/report.json", ReportAsync);
        package.MapGet("/results.zip", ArchiveAsync);
        return app;
    }

    private static Task<IResult> FileAsync(HttpContext context, Guid id, Guid documentId, string what, OpenResultFile open) => GuardAsync(context, async () =>
    {
        ResultFile? kind = what switch
        {
            "original" => ResultFile.Original,
            "sender-signature" => ResultFile.SenderSignature,
            "recipient-signature" => ResultFile.RecipientSignature,
            "returned" => ResultFile.Returned,
            _ => null,
        };
        return kind is { } known && await open.RunAsync(Actor.From(context.User), id.ToString(), documentId.ToString(), known, context.RequestAborted) is { } file
            ? TypedResults.Stream(file.Bytes, "application/octet-stream", file.Name) : TypedResults.NotFound();
    });

    private static Task<IResult> ReportAsync(HttpContext context, Guid id, ExportReport export) => GuardAsync(context, async () =>
    {
        var report = await export.RunAsync(Actor.From(context.User), id.ToString(), context.RequestAborted);
        return TypedResults.Bytes(report.ToJson(), "application/json; charset=utf-8", $"goskey-{id}.json");
    });

    private static Task<IResult> ArchiveAsync(HttpContext context, Guid id, ExportResults export) => GuardAsync(context, async () =>
    {
        // The archive writes the tail of each file synchronously, even when it is closed asynchronously: a few hundred bytes a file.
        context.Features.Get<IHttpBodyControlFeature>()!.AllowSynchronousIO = true;
        var archive = await export.RunAsync(Actor.From(context.User), id.ToString(), context.RequestAborted);
        return TypedResults.Stream(to => export.WriteAsync(archive, to, context.RequestAborted), "application/zip", archive.FileName);
    });

    private static async Task<IResult> GuardAsync(HttpContext context, Func<Task<IResult>> serve)
    {
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            return await serve();
        }
        catch (AccessDeniedException)
        {
            return TypedResults.NotFound();
        }
        catch (InvalidDataException)
        {
            return TypedResults.Problem("Файл пакета повреждён или потерян. Сообщите поддержке портала.", statusCode: StatusCodes.Status500InternalServerError);
        }
    }
}
