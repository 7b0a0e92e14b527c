using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portal.Integrations.Http;
using Portal.Integrations.KonturAuth;

namespace Portal.Integrations.Tests.Wire;

/// <summary>The client of the trusted grant against samples written from contract auth 2.3 and 2.6.</summary>
public sealed class OpenIdTrustedTests
{
    private const string ApiKey = "0C1F7A52-9D3E-4B8A-8E11-5A6B7C8D9E0F";
    private const string ClientId = "acme.bank.extern";
    private const string Sample = """{ "access_token": "3f8ae1", "expires_in": 86400, "token_type": "Bearer" }""";
    private static readonly Guid User = Guid.Parse("7d1c6c1e-54c5-4c7b-9a39-2a40e3f2b111");
    private static readonly DateTimeOffset Moment = new(2024, 3, 5, 8, 15, 30, TimeSpan.Zero);
    private static readonly X509Certificate2 Certificate = AuthenticatorTests.MakeCertificate();
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public void The_jwt_is_the_sample_of_the_contract()
    {
        var id = Guid.Parse("c4a1f1b6-0c61-4d4c-9f6e-6f4b0f7f2a10");

        var parts = TrustedJwt.Build(ClientId, User, id, Moment, Certificate).Split('.');

        Assert.Equal(3, parts.Length);
        AssertJson($$"""{"alg":"RS256","kid":"{{Certificate.Thumbprint}}","x5t":"{{Base64Url.EncodeToString(Certificate.GetCertHash())}}","typ":"JWT"}""", parts[0]);
        AssertJson($$"""{"sub":"{{User}}","jti":"{{id}}","nbf":1709626530,"exp":1709626830,"iat":1709626530,"iss":"acme.bank.extern"}""", parts[1]);
        Assert.True(Certificate.GetRSAPublicKey()!.VerifyData(
            Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

        static void AssertJson(string expected, string part) =>
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(Base64Url.DecodeFromChars(part))), Encoding.UTF8.GetString(Base64Url.DecodeFromChars(part)));
    }

    [Fact]
    public async Task Signing_in_is_one_form_and_no_two_carry_the_same_jwt()
    {
        await using var outside = await StartAsync();
        outside.Vendor.AnswerInTurn(Sample, 200);
        var authentication = outside.Get<TrustedAuthentication>();

        var session = await authentication.SignInAsync(User, new TrustedIdentity(TrustedIdentityKind.Phone, "9001112233"), Ct);
        await authentication.SignInAsync(User, new TrustedIdentity(TrustedIdentityKind.Phone, "9001112233"), Ct);

        Assert.Equal(new KonturToken(KonturToken.Bearer, "3f8ae1", null), authentication.Open(session));
        var forms = outside.Vendor.Requests.Select(request => QueryHelpers.ParseQuery(request.Text)).ToList();
        var request = outside.Vendor.Requests[0];
        Assert.Equal(("POST", "/connect/token", ""), (request.Verb, request.Path, request.Query));
        Assert.Equal("application/x-www-form-urlencoded", request.Headers["Content-Type"]);
        Assert.Equal(["grant_type", "scope", "token", "client_id", "client_secret"], request.Text.Split('&').Select(field => field.Split('=')[0]));
        Assert.Equal(("trusted", "extern.api", ClientId, ApiKey), (forms[0]["grant_type"].ToString(), forms[0]["scope"].ToString(), forms[0]["client_id"].ToString(), forms[0]["client_secret"].ToString()));
        Assert.DoesNotContain("9001112233", request.Text, StringComparison.Ordinal);
        Assert.NotEqual(forms[0]["token"].ToString(), forms[1]["token"].ToString());
    }

    [Fact]
    public async Task Linking_still_goes_to_the_authenticator()
    {
        await using var outside = await StartAsync();

        await outside.Get<TrustedAuthentication>().LinkAsync(User, "9001112233", Ct);

        Assert.Equal("/auth/v5.16/register-external-service-id", Assert.Single(outside.Vendor.Requests).Path);
    }

    [Fact]
    public async Task A_session_is_good_until_it_ends_and_only_in_its_own_mode()
    {
        var clock = new FakeTimeProvider(Moment);
        var mode = KonturSessionMode.OpenIdTrusted;
        await using var outside = await StartAsync(clock, () => mode);
        outside.Vendor.AnswerInTurn("""{"access_token":"t","expires":3600}""", 200);
        var session = await outside.Get<TrustedAuthentication>().SignInAsync(User, new TrustedIdentity(TrustedIdentityKind.Phone, "9001112233"), Ct);

        Assert.NotNull(outside.Get<TrustedAuthentication>().Open(session));
        clock.Advance(TimeSpan.FromSeconds(3596));
        Assert.Null(outside.Get<TrustedAuthentication>().Open(session));
        Assert.Null(outside.Get<TrustedAuthentication>().Open("5F0E9A1C7B3D2468"));
        mode = KonturSessionMode.AuthSid;
        await using var other = await StartAsync(new FakeTimeProvider(Moment), () => mode);
        Assert.Null(other.Get<TrustedAuthentication>().Open(session));
        Assert.Equal(new KonturToken(KonturToken.AuthSid, "5F0E9A1C7B3D2468", ApiKey), other.Get<TrustedAuthentication>().Open("5F0E9A1C7B3D2468"));
    }

    [Theory]
    [InlineData(400, """{ "error": "invalid_grant", "error_description": "wrong 9001112233", "error_status": "x", "partial_factor_token": null, "required_factors": [] }""", VendorErrorKind.Forbidden, "invalid_grant")]
    [InlineData(400, """{"error":"invalid_client"}""", VendorErrorKind.Forbidden, "invalid_client")]
    [InlineData(400, """{"error":"invalid_request"}""", VendorErrorKind.Rejected, "invalid_request")]
    [InlineData(400, "", VendorErrorKind.Rejected, null)]
    [InlineData(401, "", VendorErrorKind.Forbidden, null)]
    [InlineData(403, "<html>нет</html>", VendorErrorKind.Forbidden, null)]
    [InlineData(503, "[]", VendorErrorKind.Unavailable, null)]
    [InlineData(200, """{"token_type":"Bearer"}""", VendorErrorKind.Unexpected, null)]
    [InlineData(200, """{"access_token":"t"}""", VendorErrorKind.Unexpected, null)]
    [InlineData(200, "nothing", VendorErrorKind.Unexpected, null)]
    public async Task A_refusal_keeps_the_vendors_error_and_survives_any_body(int status, string body, VendorErrorKind kind, string? code)
    {
        await using var outside = await StartAsync();
        outside.Vendor.Answer = async (context, _) =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(body, Ct);
        };

        var failure = await Assert.ThrowsAsync<VendorException>(() =>
            outside.Get<TrustedAuthentication>().SignInAsync(User, new TrustedIdentity(TrustedIdentityKind.Phone, "9001112233"), Ct));

        Assert.Equal((kind, code, "Kontur.OpenID"), (failure.Kind, failure.Code, failure.Vendor));
        Assert.Single(outside.Vendor.Requests);
        Assert.DoesNotContain("9001112233", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(ApiKey, failure.ToString(), StringComparison.Ordinal);
    }

    private static Task<Outside> StartAsync(TimeProvider? clock = null, Func<KonturSessionMode>? mode = null) => Outside.StartAsync(
        auth: options =>
        {
            options.SessionMode = mode?.Invoke() ?? KonturSessionMode.OpenIdTrusted;
            options.OpenIdAddress = options.Address;
            options.ClientId = ClientId;
            options.ApiKey = ApiKey;
            options.SigningCertificate = () => Certificate;
        },
        more: services => services.AddSingleton(clock ?? new FakeTimeProvider(Moment)));
}
