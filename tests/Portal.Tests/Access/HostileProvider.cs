using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Portal.Testing;

namespace Portal.Tests.Access;

/// <summary>What the provider does wrong.</summary>
public enum Misdeed
{
    None,
    WrongIssuer,
    WrongAudience,
    WrongNonce,
    NoNonce,
    BadSignature,
    Unsigned,
    EmptySignature,
    SymmetricKey,
    NoSubject,
    Expired,
    ForeignKey,
}

/// <summary>An OpenID provider that signs everybody in at once, and misbehaves when it is told to: a fake of the other side of the wire.</summary>
internal sealed class HostileProvider : IAsyncDisposable
{
    public const string ClientId = "portal";
    public const string ClientSecret = "a-secret-of-the-hostile-provider";

    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly WebApplication web;
    private readonly ConcurrentDictionary<string, string> nonces = new();
    private RsaSecurityKey key = NewKey();

    private HostileProvider(WebApplication web, Uri address) => (this.web, Address) = (web, address);

    public Uri Address { get; }

    public string Issuer => Address.ToString().TrimEnd('/');

    /// <summary>What it does wrong from now on.</summary>
    public Misdeed Misdeed { get; set; }

    /// <summary>Who signs in from now on.</summary>
    public string Subject { get; set; } = "partner-9001";

    /// <summary>When it says that the person was asked.</summary>
    public TimeSpan AskedAgo { get; set; }

    public static async Task<HostileProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var address = new Uri($"http://localhost:{FreePort.Next()}/");
        var web = builder.Build();
        web.Urls.Add(address.ToString());
        var provider = new HostileProvider(web, address);
        provider.Map();
        await web.StartAsync();
        return provider;
    }

    /// <summary>New keys, as after a rotation; the old ones are not published any more.</summary>
    public void Rotate() => key = NewKey();

    /// <summary>A logout token with the given claims changed; null takes a claim away.</summary>
    public string LogoutToken(params (string Name, object? Value)[] changes)
    {
        var now = TimeProvider.System.GetUtcNow();
        var claims = new Dictionary<string, object>
        {
            ["iss"] = Issuer, ["aud"] = ClientId, ["sub"] = Subject, ["jti"] = Guid.NewGuid().ToString(), ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddMinutes(2).ToUnixTimeSeconds(),
            ["events"] = new Dictionary<string, object> { ["http://schemas.openid.net/event/backchannel-logout"] = new Dictionary<string, object>() },
        };
        foreach (var (name, value) in changes)
        {
            if (value is null)
            {
                claims.Remove(name);
            }
            else
            {
                claims[name] = value;
            }
        }

        return Sign(claims, "logout+jwt");
    }

    public async ValueTask DisposeAsync() => await web.DisposeAsync();

    private static RsaSecurityKey NewKey() => new(RSA.Create(2048)) { KeyId = Guid.NewGuid().ToString("N") };

    private void Map()
    {
        web.MapGet("/.well-known/openid-configuration", () => Results.Json(new Dictionary<string, object>
        {
            ["issuer"] = Issuer, ["authorization_endpoint"] = Issuer + "/authorize", ["token_endpoint"] = Issuer + "/token", ["jwks_uri"] = Issuer + "/keys",
            ["response_types_supported"] = (string[])["code"], ["id_token_signing_alg_values_supported"] = (string[])["RS256"], ["subject_types_supported"] = (string[])["public"],
        }));
        web.MapGet("/keys", () =>
        {
            var open = key.Rsa.ExportParameters(includePrivateParameters: false);
            var jwk = new Dictionary<string, string>
            {
                ["kty"] = "RSA", ["use"] = "sig", ["alg"] = "RS256", ["kid"] = key.KeyId, ["n"] = Base64UrlEncoder.Encode(open.Modulus), ["e"] = Base64UrlEncoder.Encode(open.Exponent),
            };
            return Results.Json(new Dictionary<string, object> { ["keys"] = new[] { jwk } });
        });
        web.MapGet("/authorize", (string redirect_uri, string state, string? nonce) =>
        {
            var code = Guid.NewGuid().ToString("N");
            nonces[code] = nonce ?? "";
            return Results.Redirect(QueryHelpers.AddQueryString(redirect_uri, new Dictionary<string, string?> { ["code"] = code, ["state"] = state }));
        });
        web.MapPost("/token", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            return nonces.TryRemove(form["code"].ToString(), out var nonce)
                ? Results.Json(new Dictionary<string, object> { ["access_token"] = "access", ["token_type"] = "Bearer", ["expires_in"] = 300, ["id_token"] = IdToken(nonce) })
                : Results.Json(new Dictionary<string, object> { ["error"] = "invalid_grant" }, statusCode: 400);
        });
    }

    private string IdToken(string nonce)
    {
        var now = TimeProvider.System.GetUtcNow();
        var issued = Misdeed == Misdeed.Expired ? now.AddHours(-2) : now;
        var claims = new Dictionary<string, object>
        {
            ["iss"] = Misdeed == Misdeed.WrongIssuer ? "https://id.elsewhere.example" : Issuer,
            ["aud"] = Misdeed == Misdeed.WrongAudience ? "another-client" : ClientId,
            ["sub"] = Subject, ["nonce"] = Misdeed == Misdeed.WrongNonce ? "another-nonce" : nonce, ["name"] = "Враждебный Пётр", ["role"] = "user", ["sid"] = "sid-of-" + Subject,
            ["iat"] = issued.ToUnixTimeSeconds(), ["exp"] = issued.AddMinutes(5).ToUnixTimeSeconds(), ["auth_time"] = (now - AskedAgo).ToUnixTimeSeconds(),
        };
        if (Misdeed == Misdeed.NoSubject)
        {
            claims.Remove("sub");
        }

        if (Misdeed == Misdeed.NoNonce)
        {
            claims.Remove("nonce");
        }

        return Sign(claims, "JWT");
    }

    private string Sign(Dictionary<string, object> claims, string type)
    {
        var credentials = Misdeed switch
        {
            Misdeed.Unsigned => null,
            Misdeed.SymmetricKey => new SigningCredentials(
                new SymmetricSecurityKey(SHA256.HashData(key.Rsa.ExportSubjectPublicKeyInfo())) { KeyId = key.KeyId }, SecurityAlgorithms.HmacSha256),
            Misdeed.ForeignKey => new SigningCredentials(new RsaSecurityKey(RSA.Create(2048)) { KeyId = key.KeyId }, SecurityAlgorithms.RsaSha256),
            _ => new SigningCredentials(key, SecurityAlgorithms.RsaSha256),
        };
        var token = Handler.CreateToken(new SecurityTokenDescriptor { TokenType = type, Claims = claims, SigningCredentials = credentials });
        if (Misdeed == Misdeed.EmptySignature)
        {
            return token[..(token.LastIndexOf('.') + 1)];
        }

        if (Misdeed != Misdeed.BadSignature)
        {
            return token;
        }

        var at = token.LastIndexOf('.') + 20;
        return string.Concat(token.AsSpan(0, at), token[at] == 'A' ? "B" : "A", token.AsSpan(at + 1));
    }
}
