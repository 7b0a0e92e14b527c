using Portal.Simulator.State;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Portal.Simulator.Sandbox;

namespace Portal.Simulator.KonturIdentity;

/// <summary>The token of the trusted system (contract auth 2.3): every rule of its table, the signature first.</summary>
internal sealed class TrustedJwt(SandboxFolder sandbox, Tickets<UsedJwt> used, SimulatorSettings settings, TimeProvider wall)
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);
    private static readonly JsonWebTokenHandler Handler = new();

    /// <summary>The <c>serviceUserId</c> it vouches for; it cannot be used again.</summary>
    public async Task<string> UseAsync(string text, string clientId)
    {
        var result = await Handler.ValidateTokenAsync(text, new TokenValidationParameters
        {
            IssuerSigningKey = new X509SecurityKey(sandbox.PartnerCertificate), TryAllIssuerSigningKeys = true, RequireSignedTokens = true,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512],
            ValidateAudience = false, ValidateIssuer = false, ValidateLifetime = false, // looked at below: our clock, our words
        });
        if (!result.IsValid || result.SecurityToken is not JsonWebToken token)
        {
            throw Refuse("the token is not signed by the trusted system");
        }

        var now = wall.GetUtcNow();
        if (Moment(token, "exp") is not { } expires || expires <= now)
        {
            throw Refuse("exp is missing or past");
        }

        var begins = Moment(token, "nbf") ?? Moment(token, "iat") ?? now;
        if (begins > now + settings.Identity.ClockSkew || Moment(token, "iat") > now + settings.Identity.ClockSkew)
        {
            throw Refuse("the token is not valid yet");
        }

        if (expires - begins > Longest || expires - now > Longest + settings.Identity.ClockSkew)
        {
            throw Refuse("the token lives longer than 24 hours");
        }

        if (token.Issuer != clientId)
        {
            throw Refuse("iss is not the calling service");
        }

        if (Text(token, "sub") is not { } subject)
        {
            throw Refuse("sub is missing");
        }

        if (Text(token, "jti") is not { } id || Encoding.UTF8.GetByteCount(id) > 36)
        {
            throw Refuse("jti is missing or longer than 36 bytes");
        }

        return used.TryAdd(new UsedJwt($"{clientId} {id}", expires)) ? subject : throw Refuse("the token has been used");
    }

    private static IdentityRefusal Refuse(string why) => new("invalid_grant", why);

    private static string? Text(JsonWebToken token, string claim) => token.TryGetPayloadValue<string>(claim, out var value) && value is { Length: > 0 } ? value : null;

    private static DateTimeOffset? Moment(JsonWebToken token, string claim)
    {
        try
        {
            return token.TryGetPayloadValue<long>(claim, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or InvalidCastException)
        {
            throw Refuse($"{claim} is not a Unix time");
        }
    }
}
