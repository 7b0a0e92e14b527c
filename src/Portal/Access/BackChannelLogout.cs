using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Portal.Features.Audit;

namespace Portal.Access;

/// <summary>
/// OpenID Connect Back-Channel Logout 1.0: the provider says, server to server, that somebody signed out there. The token is checked by section 2.6
/// before anything ends.
/// </summary>
public sealed class BackChannelLogout(
    IOptionsMonitor<OpenIdConnectOptions> oidc, LogoutTokenStore obeyed, SessionStore sessions, OpenCircuits circuits, AuditLog audit, TimeProvider clock,
    ILogger<BackChannelLogout> log)
{
    private const string LogoutEvent = "http://schemas.openid.net/event/backchannel-logout";
    private const int LongestToken = 16 * 1024;

    /// <summary>A token older than this is not believed, so no longer than this need it be remembered.</summary>
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);
    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = LongestToken };

    /// <summary>Ends the sessions that the token names, with their pages. False when the token is not to be believed.</summary>
    public async Task<bool> RunAsync(string token, CancellationToken cancellationToken = default)
    {
        if (await ReadAsync(token, cancellationToken) is not { } jwt || Problem(jwt) is not null)
        {
            return false;
        }

        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{jwt.Issuer}\n{jwt.Id}")));
        if (!await obeyed.TakeAsync(id, clock.GetUtcNow() + Freshness + Skew + Skew, cancellationToken))
        {
            log.LogWarning("A logout token was refused: replayed");
            return false;
        }

        try
        {
            // Without the caller's token: what has begun to end is ended even when the provider hangs up.
            var ended = await sessions.EndAtProviderAsync(jwt.Issuer, Text(jwt, JwtRegisteredClaimNames.Sid), Text(jwt, JwtRegisteredClaimNames.Sub), CancellationToken.None);
            foreach (var (session, person) in ended)
            {
                await audit.RecordAsync(
                    new Actor(person, session, "Поставщик входа", IsAdmin: false), "session.provider-sign-out", session, _ => Task.FromResult(true));
            }

            // Each waits up to two seconds for its pages: together, so that the last of many sessions ends no later than the first.
            await Task.WhenAll(ended.Select(one => circuits.CloseSessionAsync(one.Id)));
        }
        catch
        {
            await obeyed.ForgetAsync(id);
            throw;
        }

        return true;
    }

    private static string? Text(JsonWebToken jwt, string claim) => jwt.TryGetPayloadValue<string>(claim, out var value) && value.Length > 0 ? value : null;

    private static bool HasLogoutEvent(JsonWebToken jwt) =>
        jwt.TryGetPayloadValue<JsonElement>("events", out var events) && events.ValueKind == JsonValueKind.Object
        && events.TryGetProperty(LogoutEvent, out var member) && member.ValueKind == JsonValueKind.Object;

    private async Task<JsonWebToken?> ReadAsync(string token, CancellationToken cancellationToken)
    {
        if (token.Length is 0 or > LongestToken)
        {
            return null;
        }

        var options = oidc.Get(OpenIdConnectDefaults.AuthenticationScheme);
        var configuration = await options.ConfigurationManager!.GetConfigurationAsync(cancellationToken);
        var result = await Handler.ValidateTokenAsync(token, Rules(options, configuration));
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            // The provider may have changed its keys.
            options.ConfigurationManager.RequestRefresh();
            configuration = await options.ConfigurationManager.GetConfigurationAsync(cancellationToken);
            result = await Handler.ValidateTokenAsync(token, Rules(options, configuration));
        }

        if (!result.IsValid)
        {
            log.LogWarning("A logout token was refused: {Reason}", result.Exception?.GetType().Name);
        }

        return result.IsValid ? (JsonWebToken)result.SecurityToken : null;
    }

    private TokenValidationParameters Rules(OpenIdConnectOptions options, OpenIdConnectConfiguration configuration) => new()
    {
        ValidIssuer = configuration.Issuer,
        ValidAudience = options.ClientId,
        IssuerSigningKeys = configuration.SigningKeys,
        ValidAlgorithms = SignedTokensOnly.Algorithms,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        LifetimeValidator = (_, expires, _, _) => expires is { } end && new DateTimeOffset(end, TimeSpan.Zero) + Skew > clock.GetUtcNow(),
    };

    // What a logout token must and must not hold: an id token in its place is refused here.
    private string? Problem(JsonWebToken jwt)
    {
        var problem = jwt.Typ is { Length: > 0 } type && !type.Equals("logout+jwt", StringComparison.OrdinalIgnoreCase) && !type.Equals("JWT", StringComparison.OrdinalIgnoreCase)
            ? "another type of token"
            : !HasLogoutEvent(jwt) ? "no logout event"
            : jwt.TryGetPayloadValue<object>(JwtRegisteredClaimNames.Nonce, out _) ? "a nonce"
            : Text(jwt, JwtRegisteredClaimNames.Sid) is null && Text(jwt, JwtRegisteredClaimNames.Sub) is null ? "neither sid nor sub"
            : string.IsNullOrEmpty(jwt.Id) ? "no jti"
            : !jwt.TryGetPayloadValue<long>(JwtRegisteredClaimNames.Iat, out var at) || !IsNow(at) ? "not issued a moment ago"
            : null;
        if (problem is not null)
        {
            log.LogWarning("A logout token was refused: {Reason}", problem);
        }

        return problem;
    }

    private bool IsNow(long issuedAt)
    {
        var age = clock.GetUtcNow().ToUnixTimeSeconds() - issuedAt;
        return age >= -Skew.TotalSeconds && age <= (Freshness + Skew).TotalSeconds;
    }
}
