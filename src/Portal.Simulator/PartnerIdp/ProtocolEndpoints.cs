using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using Portal.Simulator.Controls;
using Portal.Simulator.People;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Portal.Simulator.PartnerIdp;

/// <summary>The protocol endpoints that need to know who is signed in; the token endpoint is OpenIddict's own.</summary>
internal static class ProtocolEndpoints
{
    private static readonly string[] Both = [Destinations.IdentityToken, Destinations.AccessToken];
    private static readonly string[] OpenIddict = [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme];

    public static void Map(IEndpointRouteBuilder idp)
    {
        idp.MapMethods("/connect/authorize", [HttpMethods.Get, HttpMethods.Post], (Delegate)AuthorizeAsync);
        idp.MapMethods("/connect/logout", [HttpMethods.Get, HttpMethods.Post], (Delegate)SignOutAsync);
        idp.MapMethods("/connect/userinfo", [HttpMethods.Get, HttpMethods.Post], (Delegate)UserInfoAsync);
    }

    private static async Task<IResult> AuthorizeAsync(HttpContext context, IdpCookie cookie, IdpSessions sessions, FreshSignIn fresh)
    {
        var request = context.GetOpenIddictServerRequest()!;
        if ((string?)request[SignInEndpoints.CancelParameter] is not null)
        {
            return Refuse(Errors.AccessDenied, "The user refused to sign in.");
        }

        if (await cookie.ReadAsync(context) is { } session && fresh.Satisfies(request, session))
        {
            if (Uri.TryCreate(request.RedirectUri, UriKind.Absolute, out var redirect))
            {
                sessions.NotePortal(session.Id, redirect.GetLeftPart(UriPartial.Authority));
            }

            return Results.SignIn(Principal(session, request), authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        }

        return request.HasPromptValue(PromptValues.None)
            ? Refuse(Errors.LoginRequired, "The user is not signed in.")
            : Results.Redirect(context.Request.PathBase + SignInEndpoints.Address(WayBack(context, request, fresh), request.LoginHint));
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, IdpCookie cookie, BackChannel backChannel)
    {
        var session = await cookie.ReadAsync(context);
        await cookie.SignOutAsync(context);
        if (session is not null)
        {
            await backChannel.TellAsync(session, LogoutFlaw.None);
        }

        return Results.SignOut(new AuthenticationProperties { RedirectUri = context.Request.PathBase + "/signed-out" }, OpenIddict);
    }

    private static async Task<IResult> UserInfoAsync(HttpContext context)
    {
        var result = await context.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        if (DemoPeople.All.FirstOrDefault(known => known.Subject == result.Principal?.GetClaim(Claims.Subject)) is not { } person)
        {
            return Results.Challenge(authenticationSchemes: OpenIddict);
        }

        context.NotePerson(person);
        return Results.Json(new Dictionary<string, object>
        {
            [Claims.Subject] = person.Subject,
            [Claims.Name] = person.FullName,
            [Claims.Email] = person.Email,
            [Claims.Role] = person.Role,
        });
    }

    private static ClaimsPrincipal Principal(IdpSession session, OpenIddictRequest request)
    {
        var person = session.Person;
        var identity = new ClaimsIdentity("partner", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, person.Subject)
            .SetClaim(Claims.Name, person.FullName)
            .SetClaim(Claims.Email, person.Email)
            .SetClaim(Claims.Role, person.Role)
            .SetClaim(BackChannel.SidClaim, session.Id)
            .SetClaim(Claims.AuthenticationTime, session.AuthenticatedAt.ToUnixTimeSeconds())
            .SetScopes(request.GetScopes())
            .SetDestinations(_ => Both);
        return new ClaimsPrincipal(identity);
    }

    private static string WayBack(HttpContext context, OpenIddictRequest request, FreshSignIn fresh)
    {
        var parameters = request.GetParameters()
            .Where(parameter => parameter.Key != FreshSignIn.MarkParameter)
            .Select(parameter => KeyValuePair.Create(parameter.Key, (string?)parameter.Value))
            .Append(KeyValuePair.Create(FreshSignIn.MarkParameter, (string?)fresh.Mark()));
        return context.Request.PathBase + "/connect/authorize" + QueryString.Create(parameters);
    }

    private static IResult Refuse(string error, string description) => Results.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
        }),
        OpenIddict);
}
