using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace Portal.Integrations.Tests.Simulator;

/// <summary>Grants that need no browser (contract auth 2.3, 2.6, 2.7).</summary>
public sealed class OpenIdGrantTests(RunningSimulator simulator) : IClassFixture<RunningSimulator>
{
    [Fact]
    public async Task The_trusted_grant_gives_a_day_s_token_without_a_refresh_token_that_opens_the_api_without_an_api_key()
    {
        using var client = new OpenIdClient(simulator);

        var answer = (await client.TrustedAsync(client.Jwt())).Token();

        Assert.Null(answer["refresh_token"]);
        Assert.Null(answer["id_token"]);
        var accounts = await client.ExternAsync(answer["access_token"]);
        Assert.Equal(HttpStatusCode.OK, accounts.Status);
        Assert.Equal(2, (int)accounts.Json["total-count"]!);
        Assert.Equal(HttpStatusCode.OK, (await client.ExternAsync(answer["access_token"], scheme: "bearer")).Status);
    }

    [Fact]
    public async Task A_trusted_token_is_good_once_however_many_send_it_together()
    {
        using var client = new OpenIdClient(simulator);
        var jwt = client.Jwt();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.TrustedAsync(jwt)));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.OK), answer => answer.Refused("invalid_grant"));
    }

    public static TheoryData<string, object?> WrongClaims => new()
    {
        { "sub", null }, { "sub", "" }, { "sub", "00000000-0000-4000-8000-00000000dead" }, { "iss", null }, { "iss", "somebody.else" }, { "jti", null },
        { "jti", "0123456789012345678901234567890123456" }, { "jti", "яяяяяяяяяяяяяяяяяяя" }, { "exp", null }, { "exp", 1709626830 }, { "exp", "soon" }, { "exp", 9999999999 },
    };

    [Theory]
    [MemberData(nameof(WrongClaims))]
    public async Task A_trusted_token_against_the_rules_is_refused(string claim, object? value)
    {
        using var client = new OpenIdClient(simulator);

        (await client.TrustedAsync(client.Jwt(new() { [claim] = value }))).Refused("invalid_grant");
    }

    [Fact]
    public async Task A_trusted_token_lives_24_hours_at_most_needs_neither_iat_nor_nbf_and_must_have_begun()
    {
        using var client = new OpenIdClient(simulator);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

        (await client.TrustedAsync(client.Jwt(new() { ["exp"] = now + 86400, ["jti"] = "123456789012345678901234567890123456" }))).Token();
        (await client.TrustedAsync(client.Jwt(new() { ["iat"] = null, ["nbf"] = null }))).Token();
        (await client.TrustedAsync(client.Jwt(new() { ["exp"] = now + 86400 + 60 }))).Refused("invalid_grant");
        (await client.TrustedAsync(client.Jwt(new() { ["nbf"] = now - 86400, ["iat"] = now - 86400 }))).Refused("invalid_grant");
        (await client.TrustedAsync(client.Jwt(new() { ["nbf"] = now + 3600, ["exp"] = now + 3900 }))).Refused("invalid_grant");
    }

    [Fact]
    public async Task A_trusted_token_of_another_key_unsigned_or_cut_is_refused()
    {
        using var client = new OpenIdClient(simulator);
        using var foreign = RSA.Create(2048);

        (await client.TrustedAsync(client.Jwt(foreign: foreign))).Refused("invalid_grant");
        (await client.TrustedAsync(client.Jwt(algorithm: "none"))).Refused("invalid_grant");
        (await client.TrustedAsync(client.Jwt(algorithm: "HS256"))).Refused("invalid_grant");
        (await client.TrustedAsync(client.Jwt()[..^8])).Refused("invalid_grant");
        (await client.TrustedAsync("garbage")).Refused("invalid_grant");
        (await client.TokenAsync(("grant_type", "trusted"), ("scope", "extern.api"))).Refused("invalid_request");
        (await client.TokenAsync(("grant_type", "trusted"), ("scope", "extern.api auth.sid"), ("token", client.Jwt()))).Token();
    }

    [Fact]
    public async Task A_used_trusted_token_stays_used_and_an_access_token_good_through_a_restart()
    {
        await using var own = new RunningSimulator();
        await own.InitializeAsync();
        string? token, refresh, jwt;
        using (var client = new OpenIdClient(own))
        {
            jwt = client.Jwt();
            token = (await client.TrustedAsync(jwt)).Token()["access_token"];
            refresh = (await client.PasswordAsync()).Token()["refresh_token"];
        }

        await own.RestartAsync();
        using var later = new OpenIdClient(own);
        (await later.TrustedAsync(jwt)).Refused("invalid_grant");
        Assert.Equal(HttpStatusCode.OK, (await later.ExternAsync(token)).Status);
        (await later.RefreshAsync(refresh!)).Token();
        await later.Http.PostAsync("controls/kontur-auth/sessions/end", null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, (await later.ExternAsync(token)).Status);
    }

    [Fact]
    public async Task The_password_grant_signs_in_and_refuses_wrong_credentials()
    {
        using var client = new OpenIdClient(simulator);

        var answer = (await client.PasswordAsync()).Token();

        Assert.Equal(HttpStatusCode.OK, (await client.ExternAsync(answer["access_token"])).Status);
        (await client.PasswordAsync(password: "wrong")).Refused("invalid_grant");
        (await client.PasswordAsync("nobody")).Refused("invalid_grant");
        (await client.PasswordAsync("admin1")).Refused("invalid_grant");
        (await client.TokenAsync(("grant_type", "password"), ("scope", "extern.api"), ("username", "director"))).Refused("invalid_request");
    }

    [Fact]
    public async Task A_refresh_token_is_used_once_and_replaced_and_gives_no_wider_scope()
    {
        using var client = new OpenIdClient(simulator);
        var first = (await client.PasswordAsync()).Token()["refresh_token"]!;

        (await client.RefreshAsync(first, "extern.api extern.test-tools")).Refused("invalid_scope");
        var second = (await client.RefreshAsync(first)).Token();
        (await client.RefreshAsync(first)).Refused("invalid_grant");
        Assert.Equal(HttpStatusCode.OK, (await client.ExternAsync(second["access_token"])).Status);
        (await client.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", second["refresh_token"]!))).Token();
        (await client.RefreshAsync("unknown")).Refused("invalid_grant");
    }

    [Fact]
    public async Task Clients_are_known_by_form_or_header_and_otherwise_refused_with_400()
    {
        using var client = new OpenIdClient(simulator);
        (string, string)[] form = [("grant_type", "password"), ("scope", "extern.api"), ("username", "director"), ("password", "director-pass")];

        (await client.SendAsync("connect/token", [.. form, ("client_id", client.ClientId), ("client_secret", simulator.ApiKey)])).Token();
        (await client.SendAsync("connect/token", form, basic: true)).Token();
        (await client.SendAsync("connect/token", form)).Refused("invalid_client");
        (await client.SendAsync("connect/token", [.. form, ("client_id", "other"), ("client_secret", simulator.ApiKey)])).Refused("invalid_client");
        (await client.SendAsync("connect/token", [.. form, ("client_id", client.ClientId), ("client_secret", Guid.NewGuid().ToString())])).Refused("invalid_client");
        (await client.SendAsync("connect/token", [.. form, ("client_id", "other")], basic: true)).Refused("invalid_client");
        (await client.TokenAsync([.. form, ("scope", "extern.api")])).Refused("invalid_request");
        (await client.TokenAsync(("scope", "extern.api"))).Refused("invalid_request");
        (await client.TokenAsync(("grant_type", "implicit"))).Refused("unsupported_grant_type");
        (await client.PasswordAsync(scope: "extern.everything")).Refused("invalid_scope");
        (await client.TokenAsync(("grant_type", "password"), ("username", "director"), ("password", "director-pass"))).Refused("invalid_scope");
    }

    [Fact]
    public async Task Twenty_token_requests_at_once_all_succeed()
    {
        using var client = new OpenIdClient(simulator);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.PasswordAsync()));

        Assert.Equal(20, answers.Select(answer => answer.Token()["access_token"]).Distinct().Count());
    }

    [Fact]
    public async Task The_certificate_flow_of_the_sdk_signs_its_owner_in()
    {
        using var client = new OpenIdClient(simulator);
        using var certificate = await client.CertificateAsync("accountant");

        // Two at once, as the SDK may: neither spoils the other.
        var secrets = await Task.WhenAll(BeginAsync(certificate, "False"), BeginAsync(certificate, "True"));
        foreach (var secret in secrets)
        {
            var token = (await EndAsync(secret, certificate.Thumbprint)).Token();
            Assert.Null(token["refresh_token"]);
            Assert.Equal(1, (int)(await client.ExternAsync(token["access_token"])).Json["total-count"]!);
            (await EndAsync(secret, certificate.Thumbprint)).Refused("invalid_grant");
        }

        (await EndAsync([1, 2, 3], certificate.Thumbprint)).Refused("invalid_grant");
        (await EndAsync([1, 2, 3], "AB")).Refused("invalid_grant");
        (await client.TokenAsync(("grant_type", "certificate"), ("scope", "extern.api"), ("decrypted_key", "?"), ("thumbprint", "AB"))).Refused("invalid_request");

        async Task<byte[]> BeginAsync(X509Certificate2 pair, string free)
        {
            var reply = await PublicKeyAsync(pair.RawData, free);
            Assert.Equal(HttpStatusCode.OK, reply.Status);
            Assert.True(reply.Json.AsObject().ContainsKey("trusted_thumbprints"));
            var envelope = new EnvelopedCms();
            envelope.Decode(Convert.FromBase64String(reply["encrypted_key"]!));
            envelope.Decrypt(new X509Certificate2Collection(pair));
            return envelope.ContentInfo.Content;
        }

        Task<OpenIdReply> EndAsync(byte[] secret, string thumbprint) => client.TokenAsync(
            ("grant_type", "certificate"), ("scope", "extern.api"), ("decrypted_key", Convert.ToBase64String(secret)), ("thumbprint", thumbprint));

        Task<OpenIdReply> PublicKeyAsync(byte[] der, string free) => client.SendAsync(
            "authentication/certificate", [("public_key", Convert.ToBase64String(der)), ("free", free), ("client_id", client.ClientId), ("client_secret", simulator.ApiKey)], basic: true);
    }

    [Fact]
    public async Task A_certificate_of_somebody_else_is_refused()
    {
        using var client = new OpenIdClient(simulator);
        using var key = RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow();
        using var foreign = new CertificateRequest("CN=Nobody", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));

        foreach (var (publicKey, free, error) in new[] { (Convert.ToBase64String(foreign.RawData), "False", "invalid_grant"), (Convert.ToBase64String(foreign.RawData), "True", "invalid_grant"), ("AAAA", "True", "invalid_request"), ("?", "True", "invalid_request") })
        {
            (await client.SendAsync("authentication/certificate", [("public_key", publicKey), ("free", free)], basic: true)).Refused(error);
        }
    }

    [Fact]
    public async Task Client_credentials_give_a_token_without_a_user()
    {
        using var client = new OpenIdClient(simulator);
        Task<OpenIdReply> AskAsync(string scope) => client.TokenAsync(("grant_type", "client_credentials"), ("scope", scope));

        var token = (await AskAsync("extern.api")).Token()["access_token"];

        Assert.Equal(HttpStatusCode.Forbidden, (await client.ExternAsync(token)).Status);
        (await AskAsync("openid extern.api")).Refused("invalid_scope");
        (await AskAsync("")).Refused("invalid_scope");
    }

    [Fact]
    public async Task The_api_answers_401_to_no_token_and_403_to_one_without_the_scope()
    {
        using var client = new OpenIdClient(simulator);
        var other = (await client.PasswordAsync(scope: "extern.test-tools")).Token()["access_token"];
        var ordinary = (await client.PasswordAsync()).Token()["access_token"];
        const string Tool = "test-tools/v1/get-cloud-sign-confirmation-code?requestId=00000000-0000-4000-8000-000000000001";

        foreach (var (reply, status) in new[]
        {
            (await client.ExternAsync("unknown"), HttpStatusCode.Unauthorized), (await client.ExternAsync(""), HttpStatusCode.Unauthorized),
            (await client.ExternAsync(ordinary, scheme: "auth.sid"), HttpStatusCode.Unauthorized), (await client.ExternAsync(other), HttpStatusCode.Forbidden),
            (await client.ExternAsync(ordinary, Tool), HttpStatusCode.Forbidden), (await client.ExternAsync(other, Tool), HttpStatusCode.NotFound),
        })
        {
            Assert.Equal(status, reply.Status);
            Assert.Equal((int)status, (int)reply.Json["status-code"]!);
            Assert.False(string.IsNullOrWhiteSpace((string?)reply.Json["message"]));
        }
    }

    [Fact]
    public async Task Deleting_an_account_ends_the_token_through_which_it_was_used()
    {
        using var client = new OpenIdClient(simulator);
        var token = (await client.PasswordAsync()).Token()["access_token"];
        using var account = new StringContent("""{"inn":"7812345675","kpp":"780101001","organization-name":"Новая"}""", System.Text.Encoding.UTF8, "application/json");
        var id = (await client.ExternAsync(token, verb: HttpMethod.Post, content: account))["id"];

        Assert.Equal(HttpStatusCode.NoContent, (await client.ExternAsync(token, $"v1/{id}", verb: HttpMethod.Delete)).Status);

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.ExternAsync(token)).Status);
    }
}
