using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Portal.Access;
using Portal.Shell;
using Portal.Ui;

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
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Results.Problem("Страница устарела, файл не загружен. Обновите её и выберите файл ещё раз.", statusCode: StatusCodes.Status400BadRequest);
        }

        if (context.Request.ContentLength is not (> 0 and <= MaxSize))
        {
            return Results.Problem($"Файл должен быть не пустым и не больше {FileSize.Of(MaxSize)}.", statusCode: StatusCodes.Status422UnprocessableEntity);
        }

        var file = new byte[context.Request.ContentLength.Value];
        await context.Request.Body.ReadExactlyAsync(file, context.RequestAborted);
        var problem = await replace.RunAsync(Actor.From(context.User), Encoding.UTF8.GetString(file).TrimStart('\uFEFF'), context.RequestAborted);
        return problem is null ? Results.Json(new { Replaced = true }) : Results.Problem(problem, statusCode: StatusCodes.Status422UnprocessableEntity);
    }
}
