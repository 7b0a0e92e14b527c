using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portal.Integrations.Http;
using Portal.Integrations.KonturAuth;
using Xunit;

namespace Portal.Integrations.Tests.Wire;

public sealed class AuthenticatorTests
{
    private const string ApiKey = "0C1F7A52-9D3E-4B8A-8E11-5A6B7C8D9E0F";
    private static readonly Guid User = Guid.Parse("7d1c6c1e-54c5-4c7b-9a39-2a40e3f2b111");
    private static readonly DateTimeOffset Moment = new(2024, 3, 5, 8, 15, 30, TimeSpan.Zero);
    private static readonly X509Certificate2 Certificate = MakeCertificate();
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public void The_signed_text_is_the_test_vector_of_the_contract()
    {
        var content = TrusterSignature.BuildContent(ApiKey, "11122233344", TrusterSignature.FormatTimestamp(Moment.ToOffset(TimeSpan.FromHours(3))));

        Assert.Equal(92, content.Length);
        Assert.Equal("acf85745383c26989791bfd5a72c749652b109399722dd9171cad99afab0817d", Convert.ToHexStringLower(SHA256.HashData(content)));
    }

    [Fact]
    public void The_signature_is_a_detached_CMS_with_SHA256_and_issuer_and_serial_number()
    {
        var content = TrusterSignature.BuildContent(ApiKey, "11122233344", "05.03.2024 08:15:30");

        var cms = new SignedCms(new ContentInfo(content), detached: true);
        cms.Decode(TrusterSignature.Sign(content, Certificate));

        cms.CheckSignature(verifySignatureOnly: true);
        Assert.True(cms.Detached);
        var signer = Assert.Single(cms.SignerInfos.Cast<SignerInfo>());
        Assert.Equal(SubjectIdentifierType.IssuerAndSerialNumber, signer.SignerIdentifier.Type);
        Assert.Equal("2.16.840.1.101.3.4.2.1", signer.DigestAlgorithm.Value);
        Assert.Equal(Certificate.Thumbprint, signer.Certificate?.Thumbprint);
    }

    [Fact]
    public async Task Linking_is_a_PUT_with_the_three_parameters_and_no_body()
    {
        await using var outside = await StartAsync();
        outside.Vendor.Answer = (context, _) =>
        {
            context.Response.ContentType = "application/json";
            return Task.CompletedTask;
        };

        await outside.Get<TrustedAuthentication>().LinkAsync(User, "9001112233", Ct);

        var request = Assert.Single(outside.Vendor.Requests);
        Assert.Equal(("PUT", "/auth/v5.16/register-external-service-id"), (request.Verb, request.Path));
        Assert.Equal($"?api-key={ApiKey}&serviceUserId={User}&phone=9001112233", request.Query);
        Assert.Empty(request.Body);
    }

    [Theory]
    [InlineData(TrustedIdentityKind.Snils, "snils")]
    [InlineData(TrustedIdentityKind.Phone, "phone")]
    [InlineData(TrustedIdentityKind.Thumbprint, "thumbprint")]
    public async Task Signing_in_is_two_steps_with_the_signature_in_the_body(TrustedIdentityKind kind, string parameter)
    {
        await using var outside = await StartAsync();
        outside.Vendor.Answer = (context, request) => RecordingVendor.JsonAsync(context, 200, request.Path.EndsWith("authenticate-by-truster", StringComparison.Ordinal)
            ? """{"Key":"9be10c77d2a44f0f8e5d316b7a90c2ff","Link":{"Rel":"Send key to this link","Href":"https://api.testkontur.ru/auth/v5/approve-truster?id=1&key=2"}}"""
            : """{"Sid":"5F0E9A1C7B3D2468"}""");

        var sid = await outside.Get<TrustedAuthentication>().SignInAsync(User, new TrustedIdentity(kind, "11122233344"), Ct);

        Assert.Equal("5F0E9A1C7B3D2468", sid);
        Assert.Equal(2, outside.Vendor.Requests.Count);
        var (first, second) = (outside.Vendor.Requests[0], outside.Vendor.Requests[1]);
        Assert.Equal(("POST", "/auth/v5.16/authenticate-by-truster"), (first.Verb, first.Path));
        Assert.Equal($"?apiKey={ApiKey}&timestamp=05.03.2024%2008%3A15%3A30&serviceUserId={User}&{parameter}=11122233344", first.Query);
        Assert.Equal("application/octet-stream", first.Headers["Content-Type"]);
        Assert.Equal(ApiKey, first.Headers["X-Kontur-Apikey"]);
        var cms = new SignedCms(new ContentInfo(TrusterSignature.BuildContent(ApiKey, "11122233344", "05.03.2024 08:15:30")), detached: true);
        cms.Decode(first.Body);
        cms.CheckSignature(verifySignatureOnly: true);
        Assert.Equal(("POST", "/auth/v5.16/approve-truster"), (second.Verb, second.Path));
        Assert.Equal($"?key=9be10c77d2a44f0f8e5d316b7a90c2ff&id=11122233344&apiKey={ApiKey}", second.Query);
        Assert.Empty(second.Body);
    }

    [Theory]
    [InlineData(403, """{"Code":"UserNotFound"}""", VendorErrorKind.Forbidden, "UserNotFound")]
    [InlineData(403, "", VendorErrorKind.Forbidden, null)]
    [InlineData(403, "<html>нет</html>", VendorErrorKind.Forbidden, null)]
    [InlineData(401, "", VendorErrorKind.Forbidden, null)]
    [InlineData(400, "[]", VendorErrorKind.Rejected, null)]
    [InlineData(500, "", VendorErrorKind.Unavailable, null)]
    public async Task A_refusal_keeps_the_vendors_code_and_survives_any_body(int status, string body, VendorErrorKind kind, string? code)
    {
        await using var outside = await StartAsync();
        outside.Vendor.Answer = async (context, _) =>
        {
            context.Response.StatusCode = status;
            await context.Response.WriteAsync(body, Ct);
        };

        var failure = await Assert.ThrowsAsync<VendorException>(() =>
            outside.Get<TrustedAuthentication>().SignInAsync(User, new TrustedIdentity(TrustedIdentityKind.Phone, "9001112233"), Ct));

        Assert.Equal((kind, code, "Kontur.Authenticator"), (failure.Kind, failure.Code, failure.Vendor));
        Assert.Single(outside.Vendor.Requests);
        Assert.DoesNotContain("9001112233", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(ApiKey, failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_without_a_sid_is_unexpected()
    {
        await using var outside = await StartAsync();
        outside.Vendor.AnswerInTurn("""{"Key":"k"}""", 200);

        var failure = await Assert.ThrowsAsync<VendorException>(() =>
            outside.Get<TrustedAuthentication>().SignInAsync(User, new TrustedIdentity(TrustedIdentityKind.Phone, "9001112233"), Ct));

        Assert.Equal(VendorErrorKind.Unexpected, failure.Kind);
    }

    internal static X509Certificate2 MakeCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Партнёр", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(70));
    }

    private static Task<Outside> StartAsync() => Outside.StartAsync(
        auth: options =>
        {
            options.ApiKey = ApiKey;
            options.SigningCertificate = () => Certificate;
        },
        more: services => services.AddSingleton<TimeProvider>(new FakeTimeProvider(Moment)));
}
