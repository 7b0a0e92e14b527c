using Microsoft.AspNetCore.Http.Features;
using Portal.Access;
using Portal.Features.Docflows.Replies;
using Portal.Integrations.Http;
using Portal.Shell;
using Portal.Ui;

namespace Portal.Features.Docflows.Reading;

/// <summary>Documents of docflows leave over HTTP: shown ones (PDF, pictures) and downloads, past the circuit.</summary>
public static class ReadingEndpoints
{
    private const string Docflow = "/a/{accountId:guid}/docflows/{entryId}";

    /// <summary>Maps <c>GET …/documents/{documentId}/content</c>, <c>/print</c>, <c>/signatures/{signatureId}</c>, <c>…/replies/{replyId}</c>, <c>…/package</c> and <c>…/docflows/packages</c>. Another person's is not found.</summary>
    public static IEndpointRouteBuilder MapReading(this IEndpointRouteBuilder app)
    {
        var files = app.MapGroup(Docflow).RequireAuthorization(policy => policy.RequireRole(PortalClaims.UserRole, PortalClaims.AdminRole));
        files.MapGet("/documents/{documentId}/content", (HttpContext context, string entryId, string documentId, string? shown, OpenKeptFile open) =>
            ServeAsync(context, () => open.RunAsync(Actor.From(context.User), entryId, documentId, shown is not null, context.RequestAborted)));
        files.MapGet("/documents/{documentId}/print", (HttpContext context, string entryId, string documentId, OpenKeptFile open) =>
            ServeAsync(context, () => open.PrintAsync(Actor.From(context.User), entryId, documentId, context.RequestAborted)));
        files.MapGet("/documents/{documentId}/signatures/{signatureId}", (HttpContext context, string entryId, string documentId, string signatureId, OpenKeptFile open) =>
            ServeAsync(context, () => open.SignatureAsync(Actor.From(context.User), entryId, documentId, signatureId, context.RequestAborted)));
        files.MapGet("/replies/{replyId}", (HttpContext context, string entryId, string replyId, string? printed, OpenReply open) =>
            ServeAsync(context, () => open.RunAsync(Actor.From(context.User), entryId, replyId, printed is not null, context.RequestAborted)));
        files.MapGet("/package", PackageAsync);
        app.MapGet("/a/{accountId:guid}/docflows/packages", PackagesAsync).RequireAuthorization(policy => policy.RequireRole(PortalClaims.UserRole, PortalClaims.AdminRole));
        return app;
    }

    // What a state body or a stranger wrote runs nowhere: only pages and pictures are shown at all, the rest is a download, and everything but a PDF, whose
    // viewer the browser would refuse otherwise, in a sandbox.
    private static async Task<IResult> ServeAsync(HttpContext context, Func<Task<ServedFile?>> open)
    {
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            if (await open() is not { } file)
            {
                return Results.NotFound();
            }

            if (file.Media != "application/pdf")
            {
                context.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
            }

            return Results.Stream(file.Bytes, file.Media, file.Inline ? null : file.Name);
        }
        catch (Exception error) when (error is AccessDeniedException or NotLinkedException)
        {
            return Results.NotFound();
        }
        catch (VendorException)
        {
            return Results.Problem("Контур сейчас не отвечает. Повторите через минуту.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static Task<IResult> PackageAsync(HttpContext context, Guid accountId, string entryId, WritePackage write) =>
        ArchiveAsync(context, PortalUrls.Docflow(accountId, entryId), async () =>
        {
            var package = await write.RunAsync(Actor.From(context.User), entryId, context.RequestAborted);
            return Results.Stream(to => write.WriteAsync(package, to, context.RequestAborted), "application/zip", package.Name);
        });

    private static Task<IResult> PackagesAsync(HttpContext context, Guid accountId, string? d, WritePackages write, MoscowTime time) =>
        ArchiveAsync(context, PortalUrls.Docflows(accountId), async () =>
        {
            var packages = await write.RunAsync(Actor.From(context.User), (d ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries), context.RequestAborted);
            return packages.Count == 0 ? Results.NotFound()
                : Results.Stream(to => write.WriteAsync(packages, to, context.RequestAborted), "application/zip", $"Документооборот {time.Today:yyyy-MM-dd}.zip");
        });

    private static async Task<IResult> ArchiveAsync(HttpContext context, string page, Func<Task<IResult>> archive)
    {
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            // The archive writes the tail of each file synchronously, even when it is closed asynchronously: a few hundred bytes a file.
            context.Features.Get<IHttpBodyControlFeature>()!.AllowSynchronousIO = true;
            return await archive();
        }
        catch (Exception error) when (error is AccessDeniedException or NotLinkedException)
        {
            return Results.NotFound();
        }
        catch (VendorException)
        {
            // The page says it in words: a plain refusal in an empty window helps nobody.
            return Results.Redirect(page + "?package=late");
        }
    }
}
