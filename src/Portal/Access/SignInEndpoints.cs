using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Portal.Features.Audit;

namespace Portal.Access;

/// <summary>Sign-in and sign-out are plain HTTP: a cookie cannot be set from a circuit.</summary>
public static class SignInEndpoints
{
    private const string BackChannelPath = "/signout/backchannel";

    /// <summary>Maps <c>GET /signin</c> and <c>POST /signout</c>, and the address at which the provider says that somebody signed out there.</summary>
    public static IEndpointRouteBuilder MapAccess(this IEndpointRouteBuilder app)
    {
        app.MapGet("/signin", (HttpContext context, string? returnUrl, string? again) =>
            Results.Challenge(Ask(context, LocalOrHome(returnUrl), again is "1"), [OpenIdConnectDefaults.AuthenticationScheme]));

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
        app.MapPost(BackChannelPath, async (HttpContext context, BackChannelLogout logout) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            var token = context.Request.HasFormContentType ? (await context.Request.ReadFormAsync(context.RequestAborted))["logout_token"].ToString() : "";
            return await logout.RunAsync(token, context.RequestAborted) ? Results.Ok() : Results.Json(new { error = "invalid_request" }, statusCode: StatusCodes.Status400BadRequest);
        }).DisableAntiforgery();
        return app;
    }

    // A dangerous step, or a session that somebody ended, wants the password and not the provider's memory.
    private static OpenIdConnectChallengeProperties Ask(HttpContext context, string returnUrl, bool again)
    {
        var ask = new OpenIdConnectChallengeProperties { RedirectUri = returnUrl };
        if (again || SessionTickets.EndOf(context) == SessionEnd.SignedOut)
        {
            ask.Prompt = OpenIdConnectPrompt.Login;
            ask.MaxAge = TimeSpan.Zero;
        }

        if (again && context.User.Identity?.IsAuthenticated == true)
        {
            new SignInFacts { Again = Actor.From(context.User).PersonId }.WriteTo(ask);
        }

        return ask;
    }

    // Browsers drop tabs and line ends of an address before they read it: «/<tab>/evil» is «//evil» to them.
    private static string LocalOrHome(string? url) =>
        url is ['/', ..] && !url.StartsWith("//", StringComparison.Ordinal) && !url.StartsWith("/\\", StringComparison.Ordinal) && !url.Any(char.IsControl) ? url : "/";
}
