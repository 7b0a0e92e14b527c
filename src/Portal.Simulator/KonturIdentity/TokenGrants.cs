using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using Portal.Simulator.KonturAuth;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturIdentity;

/// <summary>One <c>grant_type</c> of <c>connect/token</c> (contract auth 2.6).</summary>
internal interface ITokenGrant
{
    /// <summary>Value of <c>grant_type</c>.</summary>
    string Type { get; }

    /// <summary>What the request has earned; refuses otherwise.</summary>
    Task<Granted> TakeAsync(ClientRequest request);
}

/// <summary>The partner's JWT (2.3). The user is linked at the Authenticator beforehand; no refresh token.</summary>
internal sealed class TrustedGrant(TrustedJwt jwt, LinkDirectory links) : ITokenGrant
{
    public string Type => "trusted";

    public async Task<Granted> TakeAsync(ClientRequest request)
    {
        var scopes = Scopes.Parse(request.Text("scope"));
        var serviceUserId = await jwt.UseAsync(request.Need("token"), request.ClientId);
        return new Granted(links.Find(serviceUserId) ?? throw new IdentityRefusal("invalid_grant", "the user is not linked"), scopes);
    }
}

/// <summary>Login and password.</summary>
internal sealed class PasswordGrant(KonturUsers users) : ITokenGrant
{
    public string Type => "password";

    public Task<Granted> TakeAsync(ClientRequest request)
    {
        var scopes = Scopes.Parse(request.Text("scope"));
        var person = users.ByPassword(request.Need("username"), request.Need("password")) ?? throw new IdentityRefusal("invalid_grant", "wrong credentials");
        return Task.FromResult(new Granted(person, scopes) { Refreshable = true });
    }
}

/// <summary>Step 2 of the certificate flow; step 1 is <c>authentication/certificate</c>.</summary>
internal sealed class CertificateGrant(CertificateHandshake handshake) : ITokenGrant
{
    /// <summary>Secrets of this provider are not those of the Authenticator.</summary>
    public const string Service = "openid";

    public string Type => "certificate";

    public Task<Granted> TakeAsync(ClientRequest request)
    {
        var scopes = Scopes.Parse(request.Text("scope"));
        var (person, refusal) = handshake.End(request.Need("thumbprint"), Base64(request, "decrypted_key"), Service);
        return Task.FromResult(new Granted(person ?? throw new IdentityRefusal("invalid_grant", refusal!), scopes));
    }

    /// <summary>Bytes of a form key.</summary>
    public static byte[] Base64(ClientRequest request, string key)
    {
        var text = request.Need(key);
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : throw new IdentityRefusal("invalid_request", $"{key} is not base64");
    }
}

/// <summary>A refresh token is used once and replaced (gap 13).</summary>
internal sealed class RefreshTokenGrant(Tickets<RefreshGrant> grants, KonturUsers users) : ITokenGrant
{
    public string Type => "refresh_token";

    public Task<Granted> TakeAsync(ClientRequest request)
    {
        var token = request.Need("refresh_token");
        var scopes = grants.Find(token) is { } known ? Scopes.Narrow(request.Text("scope"), known.Scopes) : [];
        return grants.Use(token, grant => grant.ClientId == request.ClientId) is { } used && users.ById(used.UserId) is { } person
            ? Task.FromResult(new Granted(person, scopes) { Refreshable = true })
            : throw new IdentityRefusal("invalid_grant", "the refresh token is unknown, used or past its time");
    }
}

/// <summary>The code of <c>connect/authorize</c>; PKCE is looked at where the client began with it.</summary>
internal sealed class CodeGrant(Tickets<AuthorizationCode> codes, KonturUsers users, SimulatorSettings settings) : ITokenGrant
{
    public string Type => "authorization_code";

    public Task<Granted> TakeAsync(ClientRequest request)
    {
        // A code shown by the wrong hands is used up as well.
        var redirect = request.Need("redirect_uri");
        if (codes.Use(request.Need("code")) is not { } code || code.ClientId != request.ClientId || code.RedirectUri != redirect
            || !Proves(code, request.Text("code_verifier")) || users.ById(code.UserId) is not { } person)
        {
            throw new IdentityRefusal("invalid_grant", "the code is unknown, used, past its time or not this client's");
        }

        return Task.FromResult(new Granted(person, code.Scopes) { Identified = true, Nonce = code.Nonce, Lifetime = settings.Identity.CodeFlowAccessToken });
    }

    private static bool Proves(AuthorizationCode code, string? verifier) => code.Challenge is null
        || (verifier is not null && Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))) == code.Challenge);
}

/// <summary>A device asks whether its user has decided (RFC 8628, gap 13).</summary>
internal sealed class DeviceGrant(DeviceDesk desk) : ITokenGrant
{
    public string Type => "urn:ietf:params:oauth:grant-type:device_code";

    public Task<Granted> TakeAsync(ClientRequest request)
    {
        var (person, scopes) = desk.Ask(request.Need("device_code"), request.ClientId);
        return Task.FromResult(new Granted(person, Scopes.Narrow(request.Text("scope"), scopes)) { Identified = true, Refreshable = true });
    }
}

/// <summary>The service itself, without a user.</summary>
internal sealed class ClientCredentialsGrant : ITokenGrant
{
    public string Type => "client_credentials";

    public Task<Granted> TakeAsync(ClientRequest request) =>
        Task.FromResult(new Granted(null, Scopes.WithoutUser(Scopes.Parse(request.Text("scope")))));
}
