using Portal.Simulator.Controls;
using Portal.Simulator.KonturAuth;
using Portal.Simulator.KonturIdentity;
using Portal.Simulator.People;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturExtern.Wire;

/// <summary>Who a call is from; <see cref="Sid"/> or <see cref="Bearer"/> is what it came with.</summary>
internal sealed record ExternCaller(DemoPerson Person, string ApiKey, string? Sid, string? Bearer);

/// <summary>
/// Both schemes side by side (contract auth 1.2): <c>auth.sid</c> together with the api-key, and <c>Bearer</c>, in which the api-key went for the token.
/// Nobody known is 401; known, but without the right (2.8), is 403.
/// </summary>
internal sealed class ExternCallers(SessionDirectory sessions, KonturUsers users, Tickets<AccessToken> tokens)
{
    /// <summary>The user of an ordinary call.</summary>
    public ExternCaller Resolve(HttpContext http)
    {
        if (BearerOf(http) is { } bearer)
        {
            var token = tokens.Find(bearer) ?? throw Unauthorized();
            var person = token.UserId is { } userId ? users.ById(userId) : null;
            http.NotePerson(person);
            return person is null ? throw ExternException.Forbidden("Токен выдан сервису без пользователя.")
                : !token.Scopes.Contains(Scopes.Extern) ? throw ExternException.Forbidden($"В токене нет права {Scopes.Extern}.")
                : new ExternCaller(person, token.ApiKey, null, bearer);
        }

        var header = http.Request.Headers.Authorization.ToString();
        var sid = header.StartsWith("auth.sid ", StringComparison.OrdinalIgnoreCase) ? header["auth.sid ".Length..].Trim()
            : header.Length > 0 ? null
            : http.Request.Cookies["auth.sid"];
        var apiKey = ApiKeyOf(http);
        return sessions.Resolve(sid, apiKey) is { KonturUserId: not null } user && apiKey is not null ? new ExternCaller(user, apiKey, sid, null) : throw Unauthorized();
    }

    /// <summary>The test tools want no user: the api-key opens them, whatever token comes beside it, and so does a token with their scope.</summary>
    public void CheckTool(HttpContext http)
    {
        if (ApiKeyOf(http) is null && !(tokens.Find(BearerOf(http) ?? "") ?? throw Unauthorized()).Scopes.Contains(Scopes.TestTools))
        {
            throw ExternException.Forbidden($"В токене нет права {Scopes.TestTools}.");
        }
    }

    private static string? BearerOf(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim() : null;
    }

    private static string? ApiKeyOf(HttpContext http) =>
        http.Request.Headers["X-Kontur-Apikey"].ToString().Trim() is { Length: > 0 } key ? key : null;

    private static ExternException Unauthorized() => new(StatusCodes.Status401Unauthorized, "Требуется аутентификация: сессия не указана, не найдена или истекла.");
}
