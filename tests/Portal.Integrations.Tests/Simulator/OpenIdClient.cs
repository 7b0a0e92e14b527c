using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace Portal.Integrations.Tests.Simulator;

/// <summary>What the provider answered.</summary>
internal sealed record OpenIdReply(HttpStatusCode Status, string Text, HttpResponseHeaders Headers, string? ContentType)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public string? this[string name] => (string?)Json[name];

    /// <summary>A token response as the vendor's SDK wants it (contract auth 2.7).</summary>
    public OpenIdReply Token(long lifetime = 86400)
    {
        Assert.True(Status == HttpStatusCode.OK, Text);
        Assert.StartsWith("application/json", ContentType, StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{64}$", this["access_token"]);
        Assert.Equal("Bearer", this["token_type"]);
        Assert.Equal(lifetime, (long)Json["expires_in"]!);
        Assert.NotEqual("", this["refresh_token"]);
        Assert.Equal("no-store, no-cache, max-age=0", Headers.NonValidated["Cache-Control"].ToString());
        Assert.Equal("no-cache", Headers.Pragma.ToString());
        Assert.Equal("True", Headers.GetValues("Dont-Retry").Single());
        Assert.Matches("^[0-9a-f]{32}$", Headers.GetValues("X-Kontur-Trace-Id").Single());
        return this;
    }

    /// <summary>A refusal of the shape of contract auth 2.6: 400, strings, an array.</summary>
    public void Refused(string error)
    {
        Assert.True(Status == HttpStatusCode.BadRequest, $"{Status}: {Text}");
        Assert.StartsWith("application/json", ContentType, StringComparison.Ordinal);
        Assert.Equal(error, this["error"]);
        Assert.False(string.IsNullOrEmpty(this["error_description"]));
        Assert.Null(this["partial_factor_token"]);
        Assert.Empty(Json["required_factors"]!.AsArray());
    }
}

/// <summary>A client of Kontur's OpenID provider as the contract describes it (auth 2.3, 2.6, 2.7), independent of ours.</summary>
internal sealed class OpenIdClient(HttpClient http, string sandboxFolder) : IDisposable
{
    private readonly string apiKey = File.ReadAllText(Path.Combine(sandboxFolder, "api-key"));

    public OpenIdClient(RunningSimulator simulator)
        : this(simulator.Browser(), simulator.SandboxFolder)
    {
    }

    public HttpClient Http => http;

    public string ClientId { get; } = File.ReadAllText(Path.Combine(sandboxFolder, "client-id"));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A token request as the vendor's SDK sends it: the client both in the form and in a Basic header.</summary>
    public Task<OpenIdReply> TokenAsync(params (string Key, string Value)[] form) =>
        SendAsync("connect/token", [.. form, ("client_id", ClientId), ("client_secret", apiKey)], basic: true);

    public async Task<OpenIdReply> SendAsync(string path, IEnumerable<(string Key, string Value)> form, bool basic = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "identity/" + path)
        {
            Content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Key, field.Value))),
        };
        request.Headers.Accept.ParseAdd("application/json");
        if (basic)
        {
            request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{ClientId}:{apiKey}")));
        }

        return await SendAsync(request);
    }

    public async Task<OpenIdReply> GetAsync(string path) => await SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>A call of the Extern API with an access token and no api-key.</summary>
    public async Task<OpenIdReply> ExternAsync(string? token, string path = "v1", string scheme = "Bearer", HttpMethod? verb = null, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(verb ?? HttpMethod.Get, "extern/" + path) { Content = content };
        request.Headers.TryAddWithoutValidation("Authorization", $"{scheme} {token}");
        return await SendAsync(request);
    }

    /// <summary>A JWT of the trusted system; a null claim is left out.</summary>
    public string Jwt(Dictionary<string, object?>? change = null, RSA? foreign = null, string algorithm = "RS256")
    {
        using var partner = X509CertificateLoader.LoadPkcs12FromFile(Path.Combine(sandboxFolder, "partner.pfx"), File.ReadAllText(Path.Combine(sandboxFolder, "partner.pfx.password")));
        using var own = partner.GetRSAPrivateKey()!;
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var claims = new Dictionary<string, object?>
        {
            ["sub"] = TrustedSystem.Director, ["jti"] = Guid.NewGuid().ToString(), ["nbf"] = now, ["exp"] = now + 300, ["iat"] = now, ["iss"] = ClientId,
        };
        foreach (var (claim, value) in change ?? [])
        {
            claims[claim] = value;
        }

        var header = new JsonObject { ["alg"] = algorithm, ["kid"] = partner.Thumbprint, ["x5t"] = Base64Url(partner.GetCertHash()), ["typ"] = "JWT" };
        var payload = new JsonObject(claims.Where(claim => claim.Value is not null).Select(claim => KeyValuePair.Create(claim.Key, (JsonNode?)JsonValue.Create(claim.Value))));
        var signed = $"{Base64Url(Encoding.UTF8.GetBytes(header.ToJsonString()))}.{Base64Url(Encoding.UTF8.GetBytes(payload.ToJsonString()))}";
        var signature = algorithm == "none" ? [] : (foreign ?? own).SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{signed}.{Base64Url(signature)}";
    }

    public Task<OpenIdReply> TrustedAsync(string jwt) => TokenAsync(("grant_type", "trusted"), ("scope", "extern.api"), ("token", jwt));

    public Task<OpenIdReply> PasswordAsync(string login = "director", string? password = null, string scope = "extern.api") =>
        TokenAsync(("grant_type", "password"), ("scope", scope), ("username", login), ("password", password ?? login + "-pass"));

    public Task<OpenIdReply> RefreshAsync(string token, string scope = "extern.api") =>
        TokenAsync(("grant_type", "refresh_token"), ("refresh_token", token), ("scope", scope));

    /// <summary>A certificate of the sandbox to sign in with.</summary>
    public async Task<X509Certificate2> CertificateAsync(string login)
    {
        using var answer = await Http.PostAsync($"controls/kontur-auth/certificates?login={login}&password=p", null, Stop);
        return X509CertificateLoader.LoadPkcs12(await answer.Content.ReadAsByteArrayAsync(Stop), "p");
    }

    /// <summary>Step 1 of the certificate flow (2.6): the secret for <c>decrypted_key</c>, decrypted with the pair's key.</summary>
    public async Task<string> DecryptedKeyAsync(X509Certificate2 pair)
    {
        var answer = await SendAsync(
            "authentication/certificate", [("public_key", Convert.ToBase64String(pair.RawData)), ("free", "False"), ("client_id", ClientId), ("client_secret", apiKey)], basic: true);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        var envelope = new EnvelopedCms();
        envelope.Decode(Convert.FromBase64String(answer["encrypted_key"]!));
        envelope.Decrypt(new X509Certificate2Collection(pair));
        return Convert.ToBase64String(envelope.ContentInfo.Content);
    }

    public static byte[] Base64UrlBytes(string text) => System.Buffers.Text.Base64Url.DecodeFromChars(text);

    public void Dispose() => Http.Dispose();

    private static string Base64Url(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    private async Task<OpenIdReply> SendAsync(HttpRequestMessage request)
    {
        using var answer = await Http.SendAsync(request, Stop);
        return new OpenIdReply(answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop), answer.Headers, answer.Content.Headers.ContentType?.ToString());
    }
}
