using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Portal.Simulator.KonturAuth;
using Xunit;

namespace Portal.Integrations.Tests.Simulator;

public sealed class AuthenticatorTests(RunningSimulator simulator) : IClassFixture<RunningSimulator>
{
    private static readonly (HttpStatusCode, string) UserNotFound = (HttpStatusCode.Forbidden, """{"Code":"UserNotFound"}""");
    private static readonly (HttpStatusCode, string) UserNotUniq = (HttpStatusCode.Forbidden, """{"Code":"UserNotUniq"}""");
    private static readonly (HttpStatusCode, string) UnknownError = (HttpStatusCode.Forbidden, """{"Code":"UnknownError"}""");

    [Theory]
    [InlineData("\r\n", 92, "acf85745383c26989791bfd5a72c749652b109399722dd9171cad99afab0817d")]
    [InlineData("\n", 89, "877213ff0dc8ccdf28602335adddf7d73459694a1e5a70e7a43c04df2618093a")]
    public void The_signed_text_is_the_contract_s_test_vector(string lineEnd, int length, string sha256)
    {
        var bytes = TrusterText.Build("0C1F7A52-9D3E-4B8A-8E11-5A6B7C8D9E0F", "11122233344", "05.03.2024 08:15:30", lineEnd);

        Assert.Equal(length, bytes.Length);
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    [Theory]
    [InlineData("phone", "9020000001", true)]
    [InlineData("phone", "79020000001", false)]
    [InlineData("phone", "89020000001", false)]
    [InlineData("snils", "11223344595", true)]
    public async Task Trusted_authentication_gives_a_sid_of_64_hex_digits(string kind, string id, bool attributes)
    {
        using var partner = new TrustedSystem(simulator);
        var (status, body) = await partner.InitialiseAsync(TrustedSystem.Director, kind, id, new Signing { Attributes = attributes });
        Assert.Equal(HttpStatusCode.OK, status);

        var key = TrustedSystem.Property(body, "Key");
        Assert.Contains($"\"Href\":\"{simulator.App.Address}kontur-auth/auth/v5/approve-truster?id={id}&key={key}\"", body, StringComparison.Ordinal);
        (status, body) = await partner.PostAsync($"kontur-auth/auth/v5.16/approve-truster?key={key}&id={id}&apiKey={simulator.ApiKey}");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Matches(new Regex("^\\{\"Sid\":\"[0-9A-F]{64}\"\\}$"), body);
    }

    [Fact]
    public async Task The_link_of_step_1_confirms_as_it_is_and_only_once()
    {
        using var partner = new TrustedSystem(simulator);
        var (_, body) = await partner.InitialiseAsync(TrustedSystem.Director, "phone", "9020000001");
        var address = $"kontur-auth/auth/v5/approve-truster?id=9020000001&key={TrustedSystem.Property(body, "Key")}";

        Assert.Equal(UnknownError, await partner.PostAsync(address.Replace("id=9020000001", "id=9020000002", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.OK, (await partner.PostAsync(address)).Status);
        Assert.Equal(UnknownError, await partner.PostAsync(address));
        Assert.Equal(HttpStatusCode.BadRequest, (await partner.PostAsync("kontur-auth/auth/v5.16/approve-truster?id=1")).Status);
    }

    [Fact]
    public async Task Signatures_that_do_not_fit_are_refused()
    {
        using var partner = new TrustedSystem(simulator);
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Somebody else", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var foreign = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));

        Task<(HttpStatusCode, string)> InitialiseAsync(Signing signing) => partner.InitialiseAsync(TrustedSystem.Director, "phone", "9020000001", signing);
        Assert.Equal(UnknownError, await InitialiseAsync(new Signing { Certificate = foreign }));
        Assert.Equal(UnknownError, await InitialiseAsync(new Signing { SignedId = "9020000002" }));
        Assert.Equal(UnknownError, await InitialiseAsync(new Signing { LineEnd = "\n" }));
        Assert.Equal(UnknownError, await InitialiseAsync(new Signing { Shift = TimeSpan.FromMinutes(-6) }));
        Assert.Equal(UnknownError, await InitialiseAsync(new Signing { Shift = TimeSpan.FromMinutes(6) }));
        Assert.Equal(HttpStatusCode.OK, (await InitialiseAsync(new Signing { Shift = TimeSpan.FromMinutes(-4) })).Item1);
        Assert.Equal((HttpStatusCode.BadRequest, ""), await InitialiseAsync(new Signing { Detached = false }));
        Assert.Equal((HttpStatusCode.BadRequest, ""), await InitialiseAsync(new Signing { Body = "not a signature"u8.ToArray() }));
        Assert.Equal((HttpStatusCode.BadRequest, ""), await InitialiseAsync(new Signing { Body = [] }));
    }

    [Fact]
    public async Task The_identity_must_name_the_linked_user()
    {
        using var partner = new TrustedSystem(simulator);

        Assert.Equal(UserNotFound, await partner.InitialiseAsync(Guid.NewGuid().ToString(), "phone", "9020000001"));
        Assert.Equal(UserNotFound, await partner.InitialiseAsync(TrustedSystem.Director, "phone", "9020000002"));
        Assert.Equal(UserNotFound, await partner.InitialiseAsync(TrustedSystem.Director, "snils", "00000000000"));
        Assert.Equal(UserNotFound, await partner.InitialiseAsync(TrustedSystem.Director, "thumbprint", "ABCDEF0123456789ABCDEF0123456789ABCDEF01"));
        Assert.Equal(HttpStatusCode.BadRequest, (await partner.InitialiseAsync(TrustedSystem.Director, "credential", "9020000001")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await partner.InitialiseAsync(TrustedSystem.Director, "phone", "902")).Status);
    }

    [Fact]
    public async Task Linking_is_repeatable_and_unique_both_ways_and_survives_a_restart()
    {
        await using var own = new RunningSimulator();
        await own.InitializeAsync();
        var (first, second) = (Guid.NewGuid().ToString(), Guid.NewGuid().ToString());
        using (var partner = new TrustedSystem(own))
        {
            Assert.Equal((HttpStatusCode.OK, ""), await partner.LinkAsync($"api-key={own.ApiKey}&serviceUserId={first}&phone=9020000003"));
            Assert.Equal((HttpStatusCode.OK, ""), await partner.LinkAsync($"APIKEY={own.ApiKey.ToUpperInvariant()}&serviceUserId={first}&phone=79020000003"));
            Assert.Equal(UserNotUniq, await partner.LinkAsync($"apiKey={own.ApiKey}&serviceUserId={second}&phone=9020000003"));
            Assert.Equal(UserNotUniq, await partner.LinkAsync($"api-key={own.ApiKey}&serviceUserId={first}&phone=9020000001"));
        }

        await own.RestartAsync();
        using var later = new TrustedSystem(own);
        Assert.Equal(HttpStatusCode.OK, (await later.InitialiseAsync(first, "phone", "9020000003")).Status);
        await later.PostAsync("controls/reset");
        Assert.Equal(UserNotFound, await later.InitialiseAsync(first, "phone", "9020000003"));
        Assert.Equal(HttpStatusCode.OK, (await later.InitialiseAsync(TrustedSystem.Director, "phone", "9020000001")).Status);
    }

    [Theory]
    [InlineData("serviceUserId=a&phone=9020000055", HttpStatusCode.Unauthorized, "")]
    [InlineData("api-key=wrong&serviceUserId=a&phone=9020000055", HttpStatusCode.Forbidden, """{"Code":"InvalidApiKey"}""")]
    [InlineData("api-key=$&phone=9020000055", HttpStatusCode.BadRequest, "")]
    [InlineData("api-key=$&serviceUserId=a", HttpStatusCode.BadRequest, "")]
    [InlineData("api-key=$&serviceUserId=&phone=9020000055", HttpStatusCode.Forbidden, """{"Code":"NotId"}""")]
    [InlineData("api-key=$&serviceUserId=a&phone=9020000055", HttpStatusCode.Forbidden, """{"Code":"UserNotFound"}""")]
    [InlineData("api-key=$&serviceUserId=a&phone=9020000099", HttpStatusCode.Forbidden, """{"Code":"ForbiddenForTargetUser"}""")]
    [InlineData("api-key=$&serviceUserId=a&phone=9020000098", HttpStatusCode.Forbidden, """{"Code":"UserNotUniq"}""")]
    public async Task Linking_is_refused_as_the_contract_lists(string query, HttpStatusCode status, string body)
    {
        using var partner = new TrustedSystem(simulator);
        Assert.Equal((status, body), await partner.LinkAsync(query.Replace("$", simulator.ApiKey, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_api_key_may_come_in_the_header_and_every_answer_has_a_trace_id()
    {
        using var partner = new TrustedSystem(simulator);
        using var request = new HttpRequestMessage(HttpMethod.Put, "kontur-auth/auth/v5.9/register-external-service-id?serviceUserId=a&phone=9020000055");
        request.Headers.Add("X-Kontur-Apikey", simulator.ApiKey);
        using var answer = await partner.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("application/json;charset=UTF-8", answer.Content.Headers.NonValidated["Content-Type"].ToString());
        Assert.Matches("^[0-9a-f]{32}$", answer.Headers.GetValues("X-Kontur-Trace-Id").Single());
    }

    [Fact]
    public async Task A_refresh_replaces_both_values_where_refresh_tokens_are_switched_on()
    {
        await using var own = new RunningSimulator();
        await own.InitializeAsync();
        await own.RestartAsync(settings => settings with { Authenticator = new AuthenticatorSettings { IssueRefreshToken = true, AcceptLineFeed = true, ApproveNeedsApiKey = true } });
        using var partner = new TrustedSystem(own);
        var (_, started) = await partner.InitialiseAsync(TrustedSystem.Director, "phone", "9020000001", new Signing { LineEnd = "\n" });
        var approve = $"kontur-auth/auth/v5.16/approve-truster?id=9020000001&key={TrustedSystem.Property(started, "Key")}";
        Assert.Equal(HttpStatusCode.Unauthorized, (await partner.PostAsync(approve)).Status);
        var (_, session) = await partner.PostAsync($"{approve}&apikey={own.ApiKey}");

        var refresh = $"kontur-auth/sessions/v5.13/sessions/refresh?auth.sid={TrustedSystem.Property(session, "Sid")}&refresh-token={TrustedSystem.Property(session, "RefreshToken")}";
        Assert.Equal(HttpStatusCode.BadRequest, (await partner.PostAsync(refresh)).Status);
        var (status, fresh) = await partner.PostAsync($"{refresh}&api-key={own.ApiKey}");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.NotEqual(TrustedSystem.Property(session, "Sid"), TrustedSystem.Property(fresh, "Sid"));
        Assert.Equal(HttpStatusCode.Forbidden, (await partner.PostAsync($"{refresh}&api-key={own.ApiKey}")).Status);
    }
}
