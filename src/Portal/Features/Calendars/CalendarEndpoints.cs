using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Portal.Access;
using Portal.Shell;

namespace Portal.Features.Calendars;

/// <summary>A calendar's file comes over HTTP, past the circuit.</summary>
public static class CalendarEndpoints
{
    /// <summary>Largest file, bytes.</summary>
    public const int MaxSize = ProductionCalendar.MostText;

    /// <summary>Maps <c>POST /admin/calendars/upload</c>: a raw body.</summary>
    public static IEndpointRouteBuilder MapCalendars(this IEndpointRouteBuilder app)
    {
        app.MapPost(PortalUrls.CalendarUpload, ReplaceAsync).RequireAuthorization(PortalClaims.AdminRole);
        return app;
    }

    private static async Task<IResult> ReplaceAsync(HttpContext context, IAntiforgery antiforgery, ReplaceCalendar replace)
    {
        var (file, refusal) = await SmallUpload.ReadAsync(context, antiforgery, MaxSize);
        if (refusal is not null)
        {
            return refusal;
        }

        var problem = await replace.RunAsync(Actor.From(context.User), Encoding.UTF8.GetString(file).TrimStart('\uFEFF'), context.RequestAborted);
        return problem is null ? Results.Json(new { Replaced = true }) : Results.Problem(problem, statusCode: StatusCodes.Status422UnprocessableEntity);
    }
}
