using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Portal.Features.Audit;

namespace Portal.Access;

/// <summary>Sign-in and sign-out are plain HTTP: a cookie cannot be set from a circuit.</summary>
public static class SignInEndpoints
{
    /// <summary>Maps <c>GET /signin</c> and <c>POST /signout</c>.</summary>
    public static IEndpointRouteBuilder MapAccess(this IEndpointRouteBuilder app)
    {
        app.MapGet("/signin", (string? returnUrl) => Results.Challenge(
            new AuthenticationProperties { RedirectUri = LocalOrHome(returnUrl) }, [OpenIdConnectDefaults.AuthenticationScheme]));

        app.MapPost("/signout", async (HttpContext context, IAntiforgery antiforgery, AuditLog audit) =>
        {
            if (!await antiforgery.IsRequestValidAsync(context))
            {
                return Results.Problem("Страница устарела. Вернитесь на портал и выйдите ещё раз.", statusCode: StatusCodes.Status400BadRequest);
            }

            if (context.User.Identity?.IsAuthenticated == true)
            {
                await audit.RecordAsync(Actor.From(context.User), "session.sign-out", null, _ => Task.FromResult(true));
            }

            SignedOutMark.Leave(context);

            // The provider's session ends too: its end-session endpoint gets our id token as the hint.
            return Results.SignOut(
                new AuthenticationProperties { RedirectUri = "/" },
                [CookieAuthenticationDefaults.AuthenticationScheme, OpenIdConnectDefaults.AuthenticationScheme]);
        }).RequireAuthorization();
        return app;
    }

    // Browsers drop tabs and line ends of an address before they read it: «/<tab>/evil» is «//evil» to them.
    private static string LocalOrHome(string? url) =>
        url is ['/', ..] && !url.StartsWith("//", StringComparison.Ordinal) && !url.StartsWith("/\\", StringComparison.Ordinal) && !url.Any(char.IsControl) ? url : "/";
}
