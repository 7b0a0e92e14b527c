using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Portal.Simulator.Controls;
using Portal.Simulator.People;

namespace Portal.Simulator.PartnerIdp;

/// <summary>The provider's own session cookie.</summary>
internal sealed class IdpCookie(IdpSessions sessions)
{
    /// <summary>Name of the scheme and of the cookie.</summary>
    public const string Scheme = "idp";

    private const string SessionClaim = "session";

    /// <summary>The live sign-in behind the request, or null.</summary>
    public async Task<IdpSession?> ReadAsync(HttpContext context)
    {
        var result = await context.AuthenticateAsync(Scheme);
        var session = sessions.Find(result.Principal?.FindFirst(SessionClaim)?.Value);
        context.NotePerson(session?.Person);
        return session;
    }

    /// <summary>Signs a person in; an earlier sign-in of the same browser ends.</summary>
    public async Task SignInAsync(HttpContext context, DemoPerson person)
    {
        await EndAsync(context);
        var session = sessions.Begin(person);
        context.NotePerson(person);
        await context.SignInAsync(Scheme, new ClaimsPrincipal(new ClaimsIdentity([new Claim(SessionClaim, session.Id)], Scheme)));
    }

    /// <summary>Signs out: the cookie goes, and a copy of it is worth nothing.</summary>
    public async Task SignOutAsync(HttpContext context)
    {
        await EndAsync(context);
        await context.SignOutAsync(Scheme);
    }

    private async Task EndAsync(HttpContext context)
    {
        if (await ReadAsync(context) is { } session)
        {
            sessions.End(session.Id);
        }
    }
}
