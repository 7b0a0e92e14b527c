using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Portal.Shell;

namespace Portal.Access;

/// <summary>
/// What a cookie of a session that is over meets: 401 at the circuit's socket, so that the open page reloads; the page «Вы вышли» when somebody ended
/// the session; and an ordinary sign-in when it only grew old.
/// </summary>
public static class SessionGate
{
    /// <summary>Stands after the authentication.</summary>
    public static IApplicationBuilder UseSessionGate(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (SessionTickets.EndOf(context) is not { } end)
        {
            await next();
            return;
        }

        var path = context.Request.Path;
        if (path.StartsWithSegments("/_blazor"))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        if (!IsPage(context.Request) || path.StartsWithSegments(PortalUrls.SessionEnded) || path.StartsWithSegments("/signin") || path.StartsWithSegments("/signin-failed"))
        {
            await next();
            return;
        }

        if (end == SessionEnd.SignedOut)
        {
            context.Response.Redirect(PortalUrls.SessionEnded);
            return;
        }

        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        await next();
    });

    private static bool IsPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);
}
