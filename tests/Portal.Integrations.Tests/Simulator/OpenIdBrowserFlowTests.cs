using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Portal.Simulator.KonturIdentity;

namespace Portal.Integrations.Tests.Simulator;

/// <summary>Grants for which a person opens a page: authorization code and device (contract auth 2.6).</summary>
public sealed class OpenIdBrowserFlowTests(RunningSimulator simulator) : IClassFixture<RunningSimulator>
{
    private const string Device = "urn:ietf:params:oauth:grant-type:device_code";
    private const string Redirect = "http://localhost:9999/callback?x=1";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_code_flow_gives_an_hour_s_token_and_a_signed_id_token()
    {
        using var client = new OpenIdClient(simulator);
        var code = await CodeAsync(client, Query(client, "openid extern.api", "&nonce=n-1&state=s-1"));

        (await ExchangeAsync(client, code + "x")).Refused("invalid_grant");
        var answer = (await ExchangeAsync(client, code)).Token(3600);

        Assert.Null(answer["refresh_token"]);
        Assert.Equal(HttpStatusCode.OK, (await client.ExternAsync(answer["access_token"])).Status);
        (await ExchangeAsync(client, code)).Refused("invalid_grant");
        var parts = answer["id_token"]!.Split('.');
        var claims = JsonNode.Parse(OpenIdClient.Base64UrlBytes(parts[1]))!;
        Assert.Equal("n-1", (string)claims["nonce"]!);
        Assert.Equal(client.ClientId, (string)claims["aud"]!);
        Assert.Equal("10000000-0000-4000-8000-000000000001", (string)claims["sub"]!);
        var discovery = (await client.GetAsync("identity/.well-known/openid-configuration")).Json;
        Assert.Equal((string)discovery["issuer"]!, (string)claims["iss"]!);
        var key = (await client.GetAsync(new Uri((string)discovery["jwks_uri"]!).PathAndQuery)).Json["keys"]![0]!;
        using var rsa = RSA.Create(new RSAParameters { Modulus = OpenIdClient.Base64UrlBytes((string)key["n"]!), Exponent = OpenIdClient.Base64UrlBytes((string)key["e"]!) });
        Assert.True(rsa.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), OpenIdClient.Base64UrlBytes(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    [Fact]
    public async Task A_code_is_bound_to_its_redirect_address_and_its_verifier()
    {
        using var client = new OpenIdClient(simulator);
        var verifier = new string('v', 43);
        var query = Query(client, "extern.api", $"&code_challenge_method=S256&code_challenge={System.Buffers.Text.Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)))}");

        (await ExchangeAsync(client, await CodeAsync(client, query), redirect: "http://localhost:9999/other")).Refused("invalid_grant");
        (await ExchangeAsync(client, await CodeAsync(client, query))).Refused("invalid_grant");
        (await ExchangeAsync(client, await CodeAsync(client, query), verifier: "wrong")).Refused("invalid_grant");
        (await ExchangeAsync(client, await CodeAsync(client, query), verifier: verifier)).Token(3600);
    }

    [Fact]
    public async Task Nobody_is_sent_to_a_foreign_address_and_other_mistakes_are_told_at_the_client_s()
    {
        using var client = new OpenIdClient(simulator);
        var good = Query(client, "extern.api", "&state=s%26t");

        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync(good.Replace("localhost%3A9999", "evil.example", StringComparison.Ordinal))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync(good.Replace(client.ClientId, "other", StringComparison.Ordinal))).Status);
        Assert.Equal(Redirect + "&error=invalid_scope&state=s%26t", Location(await client.GetAsync(good.Replace("extern.api", "everything", StringComparison.Ordinal))));
        Assert.Equal(Redirect + "&error=unsupported_response_type&state=s%26t", Location(await client.GetAsync(good.Replace("response_type=code", "response_type=token", StringComparison.Ordinal))));

        var page = await client.GetAsync(good);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Вход в Контур", page.Text, StringComparison.Ordinal);
        using var form = new FormUrlEncodedContent([new("login", "director"), new("password", "wrong")]);
        using var wrong = await client.Http.PostAsync(good, form, Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Contains("Неверный логин или пароль", await wrong.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_waits_is_approved_on_the_page_and_gets_all_three_tokens()
    {
        using var client = new OpenIdClient(simulator);
        var device = await BeginAsync(client);
        Assert.Matches("^[A-Z]{8}$", device["user_code"]);
        Assert.Equal($"{simulator.App.Address}identity/device?user-code={device["user_code"]}", device["verification_uri_complete"]);
        Assert.Equal((3, 300), ((int)device.Json["interval"]!, (int)device.Json["expires_in"]!));

        (await PollAsync(client, device)).Refused("authorization_pending");
        (await PollAsync(client, device)).Refused("slow_down");
        Assert.Contains(device["user_code"]!, (await client.GetAsync(new Uri(device["verification_uri_complete"]!).PathAndQuery)).Text, StringComparison.Ordinal);
        using var form = new FormUrlEncodedContent(
            [new("user-code", device["user_code"]!.ToLowerInvariant()), new("login", "director"), new("password", "director-pass"), new("answer", "approve")]);
        using var approved = await client.Http.PostAsync("identity/device", form, Stop);
        Assert.Equal(HttpStatusCode.OK, approved.StatusCode);
        using var again = await client.Http.PostAsync("identity/device", form, Stop);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Fact]
    public async Task A_device_that_was_approved_declined_or_is_late_is_told_so()
    {
        await using var own = new RunningSimulator();
        await own.InitializeAsync();
        await own.RestartAsync(settings => settings with { Identity = new IdentitySettings { DeviceInterval = TimeSpan.Zero } });
        using var client = new OpenIdClient(own);
        var (good, bad) = (await BeginAsync(client), await BeginAsync(client));

        Assert.Equal(HttpStatusCode.NoContent, await DecideAsync(client, good, "approve?login=accountant"));
        Assert.Equal(HttpStatusCode.NoContent, await DecideAsync(client, bad, "decline"));
        Assert.Equal(HttpStatusCode.NotFound, await DecideAsync(client, bad, "approve"));
        var answer = (await PollAsync(client, good)).Token();
        Assert.NotNull(answer["id_token"]);
        (await client.RefreshAsync(answer["refresh_token"]!)).Token();
        Assert.Equal(1, (int)(await client.ExternAsync(answer["access_token"])).Json["total-count"]!);
        (await PollAsync(client, good)).Refused("invalid_grant");
        (await PollAsync(client, bad)).Refused("access_denied");
        (await client.TokenAsync(("grant_type", Device), ("device_code", "unknown"))).Refused("invalid_grant");

        await own.RestartAsync(settings => settings with { Identity = new IdentitySettings { DeviceInterval = TimeSpan.Zero, Device = TimeSpan.FromSeconds(1) } });
        using var other = new OpenIdClient(own);
        var late = await BeginAsync(other);
        await Task.Delay(TimeSpan.FromSeconds(1.1), Stop);
        (await PollAsync(other, late)).Refused("expired_token");
        Assert.Equal(HttpStatusCode.NotFound, await DecideAsync(other, late, "approve"));
    }

    private static string Query(OpenIdClient client, string scope, string more) =>
        $"identity/connect/authorize?response_type=code&client_id={client.ClientId}&scope={Uri.EscapeDataString(scope)}&redirect_uri={Uri.EscapeDataString(Redirect)}{more}";

    private static async Task<string> CodeAsync(OpenIdClient client, string query)
    {
        using var form = new FormUrlEncodedContent([new("login", "director"), new("password", "director-pass")]);
        using var answer = await client.Http.PostAsync(query, form, Stop);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var location = answer.Headers.Location!.OriginalString;
        Assert.StartsWith(Redirect + "&code=", location, StringComparison.Ordinal);
        Assert.Contains("&scope=", location, StringComparison.Ordinal);
        return location[(Redirect + "&code=").Length..].Split('&')[0];
    }

    private static Task<OpenIdReply> ExchangeAsync(OpenIdClient client, string code, string redirect = Redirect, string? verifier = null) => client.TokenAsync(
        [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect), .. verifier is null ? [] : new[] { ("code_verifier", verifier) }]);

    private static string? Location(OpenIdReply reply) => reply.Headers.Location?.OriginalString;

    private static async Task<OpenIdReply> BeginAsync(OpenIdClient client) =>
        await client.SendAsync("connect/deviceauthorization", [("scope", "extern.api")], basic: true);

    private static Task<OpenIdReply> PollAsync(OpenIdClient client, OpenIdReply device) =>
        client.TokenAsync(("grant_type", Device), ("device_code", device["device_code"]!), ("scope", "extern.api"));

    private static async Task<HttpStatusCode> DecideAsync(OpenIdClient client, OpenIdReply device, string how)
    {
        using var answer = await client.Http.PostAsync($"controls/identity/device/{device["user_code"]}/{how}", null, Stop);
        return answer.StatusCode;
    }
}
