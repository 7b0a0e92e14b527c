using System.Security.Claims;

namespace Portal.Access;

/// <summary>Who is pressing the button: the first argument of every operation.</summary>
/// <param name="PersonId">Our id of the pair (issuer, subject).</param>
/// <param name="SessionId">The session row this person came with.</param>
/// <param name="Name">As the provider names them.</param>
/// <param name="IsAdmin">Holds the role of administrators.</param>
public sealed record Actor(string PersonId, string SessionId, string Name, bool IsAdmin)
{
    /// <summary>Reads the claims that <see cref="SignInSetup"/> puts into the session.</summary>
    /// <exception cref="AccessDeniedException">Nobody is signed in.</exception>
    public static Actor From(ClaimsPrincipal principal) =>
        principal.FindFirstValue(PortalClaims.Person) is { } person && principal.FindFirstValue(PortalClaims.Session) is { } session
            ? new Actor(person, session, principal.Identity?.Name ?? person, principal.IsInRole(PortalClaims.AdminRole))
            : throw new AccessDeniedException();
}

/// <summary>The few claims a session holds.</summary>
public static class PortalClaims
{
    /// <summary>Our id of the person.</summary>
    public const string Person = "person";

    /// <summary>Id of the session row.</summary>
    public const string Session = "session";

    /// <summary>Role of everybody who may use the portal.</summary>
    public const string UserRole = "user";

    /// <summary>Role of administrators.</summary>
    public const string AdminRole = "admin";
}

/// <summary>What was asked for does not exist or is not this person's; which of the two is not told.</summary>
public class AccessDeniedException(string message) : Exception(message)
{
    /// <summary>In the usual words.</summary>
    public AccessDeniedException()
        : this("Такого здесь нет, или у вас нет к нему доступа.")
    {
    }
}

/// <summary>The person has no active link to a Kontur user.</summary>
public sealed class NotLinkedException() : Exception("Вы ещё не связаны с Контуром.");
