using Portal.Simulator.State;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Portal.Simulator.Controls;
using Portal.Simulator.People;
using Portal.Simulator.Sandbox;

namespace Portal.Simulator.KonturIdentity;

/// <summary>What a grant has earned.</summary>
internal sealed record Granted(DemoPerson? Person, IReadOnlyList<string> Scopes)
{
    /// <summary>With a refresh token.</summary>
    public bool Refreshable { get; init; }

    /// <summary>With an id token.</summary>
    public bool Identified { get; init; }

    /// <summary>The <c>nonce</c> of the request, for the id token.</summary>
    public string? Nonce { get; init; }

    /// <summary>Other than a day.</summary>
    public TimeSpan? Lifetime { get; init; }
}

/// <summary>Writes the token response (contract auth 2.6): <c>expires_in</c> is a number, what is not given is left out.</summary>
internal sealed class TokenIssue(
    Tickets<AccessToken> access, Tickets<RefreshGrant> refresh, IdentityKeys keys, SandboxFolder sandbox, SimulatorAddress address, SimulatorSettings settings, TimeProvider wall)
{
    private static readonly JsonWebTokenHandler Jwt = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>The provider's own name.</summary>
    public string Issuer => $"{address.Root}identity";

    public IResult Answer(HttpContext context, string clientId, Granted granted)
    {
        context.NotePerson(granted.Person);
        var now = wall.GetUtcNow();
        var lifetime = granted.Lifetime ?? settings.Identity.AccessToken;
        var userId = granted.Person?.KonturUserId;
        var token = access.Put(new AccessToken(Secret.Hex(), userId, clientId, sandbox.ApiKey.ToString(), granted.Scopes, now + lifetime));
        var again = granted.Refreshable && userId is { } owner
            ? refresh.Put(new RefreshGrant(Secret.Hex(), owner, clientId, granted.Scopes, now + settings.Identity.RefreshToken)).Token
            : null;
        return IdentityAnswer.Token(new
        {
            access_token = token.Token,
            expires_in = (long)lifetime.TotalSeconds,
            token_type = "Bearer",
            id_token = granted is { Identified: true, Person: not null } ? IdToken(granted, clientId, now, lifetime) : null,
            refresh_token = again,
            scope = string.Join(' ', granted.Scopes),
        });
    }

    private string IdToken(Granted granted, string clientId, DateTimeOffset now, TimeSpan lifetime)
    {
        var person = granted.Person!;
        var claims = new Dictionary<string, object> { ["sub"] = person.KonturUserId.ToString()!, ["auth_time"] = now.ToUnixTimeSeconds() };
        if (granted.Nonce is not null)
        {
            claims["nonce"] = granted.Nonce;
        }

        if (granted.Scopes.Contains("profile"))
        {
            claims["name"] = person.FullName;
        }

        if (granted.Scopes.Contains("email"))
        {
            claims["email"] = person.Email;
        }

        return Jwt.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer, Audience = clientId, Claims = claims, IssuedAt = now.UtcDateTime, NotBefore = now.UtcDateTime, Expires = (now + lifetime).UtcDateTime,
            SigningCredentials = new SigningCredentials(keys.Signing, SecurityAlgorithms.RsaSha256),
        });
    }
}
