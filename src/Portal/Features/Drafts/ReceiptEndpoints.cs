using Portal.Access;

namespace Portal.Features.Drafts;

/// <summary>The receipt of sending goes over HTTP as a file.</summary>
public static class ReceiptEndpoints
{
    /// <summary>Maps <c>GET /a/{accountId}/reports/{draftId}/receipt/file</c>; 404 for what is not sent or not this person's.</summary>
    public static IEndpointRouteBuilder MapReceipts(this IEndpointRouteBuilder app)
    {
        app.MapGet("/a/{accountId:guid}/reports/{draftId}/receipt/file", GiveAsync)
            .RequireAuthorization(policy => policy.RequireRole(PortalClaims.UserRole, PortalClaims.AdminRole));
        return app;
    }

    private static async Task<IResult> GiveAsync(HttpContext context, Guid accountId, string draftId, ReadReceipt read)
    {
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            return await read.RunAsync(Actor.From(context.User), accountId.ToString(), draftId, context.RequestAborted) is { } receipt
                ? Results.File(ReceiptDocument.Html(receipt), "text/html; charset=utf-8", $"receipt-{receipt.Attempt.IntendedAt.ToOffset(TimeSpan.FromHours(3)):yyyy-MM-dd}-{receipt.Draft.Id}.html")
                : Results.NotFound();
        }
        catch (AccessDeniedException)
        {
            return Results.NotFound();
        }
        catch (NotLinkedException error)
        {
            return Results.Problem(error.Message, statusCode: StatusCodes.Status403Forbidden);
        }
    }
}
