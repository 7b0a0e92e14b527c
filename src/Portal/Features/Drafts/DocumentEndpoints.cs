using Portal.Access;
using Portal.Features.Drafts.Inbox;

namespace Portal.Features.Drafts;

/// <summary>Files of a draft leave over HTTP: originals as downloads, print forms for the viewer in the page, the protocol as a table.</summary>
public static class DocumentEndpoints
{
    private const string One = "/a/{accountId:guid}/reports/{draftId}/documents/{documentId}";

    /// <summary>Maps <c>GET …/documents/{documentId}/original</c>, <c>…/print</c>, the draft's <c>…/protocol</c> and the files of a request for a signature. Another person's file is not found.</summary>
    public static IEndpointRouteBuilder MapDocuments(this IEndpointRouteBuilder app)
    {
        app.MapGet(One + "/original", OriginalAsync).RequireAuthorization(policy => policy.RequireRole(PortalClaims.UserRole, PortalClaims.AdminRole));
        app.MapGet(One + "/print", PrintFormAsync).RequireAuthorization(policy => policy.RequireRole(PortalClaims.UserRole, PortalClaims.AdminRole));
        app.MapGet("/a/{accountId:guid}/reports/{draftId}/protocol", ProtocolAsync).RequireAuthorization(policy => policy.RequireRole(PortalClaims.UserRole, PortalClaims.AdminRole));
        app.MapGet("/a/{accountId:guid}/inbox/{requestId}/files/{documentId}", HandedFileAsync).RequireAuthorization(policy => policy.RequireRole(PortalClaims.UserRole, PortalClaims.AdminRole));
        return app;
    }

    private static Task<IResult> ProtocolAsync(HttpContext context, string draftId, ExportProtocol export) => GuardAsync(context, async () =>
        await export.RunAsync(Actor.From(context.User), draftId, context.RequestAborted) is { } table ? Results.File(table, "text/csv; charset=utf-8", "protocol.csv") : Results.NotFound());

    private static Task<IResult> PrintFormAsync(HttpContext context, string draftId, string documentId, OpenPrintForm open) => GuardAsync(context, async () =>
        await open.RunAsync(Actor.From(context.User), draftId, documentId, context.RequestAborted) is { } pdf ? Results.Stream(pdf, "application/pdf") : Results.NotFound());

    private static Task<IResult> OriginalAsync(HttpContext context, string draftId, string documentId, OpenOriginal open) => GuardAsync(context, async () =>
    {
        var (document, bytes) = await open.RunAsync(Actor.From(context.User), draftId, documentId, context.RequestAborted);
        return bytes is null ? Results.NotFound() : Results.Stream(bytes, "application/octet-stream", document.FileName);
    });

    private static Task<IResult> HandedFileAsync(HttpContext context, string requestId, string documentId, OpenHandedFile open) => GuardAsync(context, async () =>
    {
        var (document, bytes) = await open.RunAsync(Actor.From(context.User), requestId, documentId, context.RequestAborted);
        return bytes is null ? Results.NotFound() : Results.Stream(bytes, "application/octet-stream", document.Name);
    });

    // What is kept for a person stays in no cache; what is not theirs is not there.
    private static async Task<IResult> GuardAsync(HttpContext context, Func<Task<IResult>> serve)
    {
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            return await serve();
        }
        catch (Exception error) when (error is AccessDeniedException or NotLinkedException)
        {
            return Results.NotFound();
        }
    }
}
