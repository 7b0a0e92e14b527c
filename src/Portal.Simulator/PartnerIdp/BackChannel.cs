using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;

namespace Portal.Simulator.PartnerIdp;

/// <summary>What is wrong with a logout token that a test ordered.</summary>
internal enum LogoutFlaw
{
    None,
    Issuer,
    Audience,
    Expired,
    Replay,
    Unsigned,
    Signature,
    Events,
    Nonce,
    Subject,
}

/// <summary>What a portal answered to a logout token.</summary>
internal sealed record LogoutAnswer(string Address, int Status);

/// <summary>
/// OpenID Connect Back-Channel Logout 1.0, the provider's side, which OpenIddict does not have: mints logout tokens and posts them to every portal that
/// a sign-in let the person into.
/// </summary>
internal sealed class BackChannel(
    IdpKeys keys, IOptionsMonitor<OpenIddictServerOptions> options, IHttpClientFactory clients, TimeProvider wall, ILogger<BackChannel> log)
{
    /// <summary>The claim of id tokens that names the sign-in.</summary>
    public const string SidClaim = "sid";

    private const string LogoutEvent = "http://schemas.openid.net/event/backchannel-logout";
    private const string Path = "/signout/backchannel";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>Tells every portal of this sign-in that it has ended; a portal that does not answer is left alone (status 0).</summary>
    public async Task<IReadOnlyList<LogoutAnswer>> TellAsync(IdpSession session, LogoutFlaw flaw)
    {
        var answers = new List<LogoutAnswer>();
        foreach (var portal in session.Portals)
        {
            var token = Mint(session, flaw);
            for (var time = 0; time < (flaw == LogoutFlaw.Replay ? 2 : 1); time++)
            {
                answers.Add(await PostAsync(portal + Path, token));
            }
        }

        return answers;
    }

    private async Task<LogoutAnswer> PostAsync(string address, string token)
    {
        using var client = clients.CreateClient();
        client.Timeout = Patience;
        try
        {
            using var body = new FormUrlEncodedContent([KeyValuePair.Create("logout_token", token)]);
            using var answer = await client.PostAsync(new Uri(address), body);
            return new LogoutAnswer(address, (int)answer.StatusCode);
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            log.LogInformation("No answer to a logout token from {Address}: {Reason}", address, error.Message);
            return new LogoutAnswer(address, 0);
        }
    }

    private string Mint(IdpSession session, LogoutFlaw flaw)
    {
        var now = wall.GetUtcNow().UtcDateTime;
        var claims = new Dictionary<string, object> { [JwtRegisteredClaimNames.Jti] = Guid.NewGuid().ToString() };
        if (flaw != LogoutFlaw.Subject)
        {
            claims[JwtRegisteredClaimNames.Sub] = session.Subject;
            claims[SidClaim] = session.Id;
        }

        if (flaw != LogoutFlaw.Events)
        {
            claims["events"] = new Dictionary<string, object> { [LogoutEvent] = new Dictionary<string, object>() };
        }

        if (flaw == LogoutFlaw.Nonce)
        {
            claims[JwtRegisteredClaimNames.Nonce] = Guid.NewGuid().ToString();
        }

        var old = flaw == LogoutFlaw.Expired ? TimeSpan.FromMinutes(30) : TimeSpan.Zero;
        var token = Handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = "logout+jwt",
            Issuer = flaw == LogoutFlaw.Issuer ? "https://id.elsewhere.example" : options.CurrentValue.Issuer!.AbsoluteUri,
            Audience = flaw == LogoutFlaw.Audience ? "another-client" : PortalClient.ClientId,
            IssuedAt = now - old,
            Expires = now - old + TimeSpan.FromMinutes(2),
            Claims = claims,
            SigningCredentials = flaw == LogoutFlaw.Unsigned ? null : new SigningCredentials(keys.Signing, SecurityAlgorithms.RsaSha256),
        });
        return flaw == LogoutFlaw.Signature ? Broken(token) : token;
    }

    /// <summary>The same token with one letter in the middle of its signature changed.</summary>
    private static string Broken(string token)
    {
        var at = token.LastIndexOf('.') + 20;
        return string.Concat(token.AsSpan(0, at), token[at] == 'A' ? "B" : "A", token.AsSpan(at + 1));
    }
}
