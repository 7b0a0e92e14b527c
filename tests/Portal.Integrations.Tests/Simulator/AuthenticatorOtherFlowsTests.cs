using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Portal.Integrations.Tests.Simulator;

/// <summary>Sign-in at the Authenticator by certificate and by password (contract auth 2.4, 2.5), and the refresh of both (2.2.6).</summary>
public sealed class AuthenticatorOtherFlowsTests(RunningSimulator simulator) : IClassFixture<RunningSimulator>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_certificate_in_pem_or_der_signs_its_owner_in_once_per_secret(bool pem)
    {
        using var client = new OpenIdClient(simulator);
        using var certificate = await client.CertificateAsync("mydss");
        var body = pem ? Encoding.ASCII.GetBytes(certificate.ExportCertificatePem()) : certificate.RawData;
        var approve = $"approve-cert?thumbprint={certificate.Thumbprint}";

        Assert.Equal((HttpStatusCode.Forbidden, """{"Code":"UnknownCertificate"}"""), await PostAsync(client, approve, [1]));
        var older = await SecretAsync(client, body, certificate);
        var secret = await SecretAsync(client, body, certificate);
        Assert.StartsWith("10000000000040008000000000000004", Encoding.ASCII.GetString(secret), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Forbidden, """{"Code":"WrongKey"}"""), await PostAsync(client, approve, older));
        var (status, session) = await PostAsync(client, approve, secret);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal((HttpStatusCode.Forbidden, """{"Code":"RndBytesNotFound"}"""), await PostAsync(client, approve, secret));
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(client, "approve-cert?", secret)).Status);
        await SeesAccountsAsync(client, session, 1);
    }

    [Fact]
    public async Task A_late_secret_is_told_from_a_wrong_one()
    {
        await using var own = new RunningSimulator();
        await own.InitializeAsync();
        await own.RestartAsync(settings => settings with { Identity = settings.Identity with { CertificateSecret = TimeSpan.Zero } });
        using var client = new OpenIdClient(own);
        using var certificate = await client.CertificateAsync("director");
        using var begin = new ByteArrayContent(certificate.RawData);
        await client.Http.PostAsync($"kontur-auth/auth/v5.13/authenticate-by-cert?apiKey={own.ApiKey}", begin, Stop);

        using var secret = new ByteArrayContent([1]);
        using var answer = await client.Http.PostAsync($"kontur-auth/auth/v5.13/approve-cert?thumbprint={certificate.Thumbprint}&apiKey={own.ApiKey}", secret, Stop);

        Assert.Equal("""{"Code":"RndBytesExpired"}""", await answer.Content.ReadAsStringAsync(Stop));
    }

    [Fact]
    public async Task Certificates_that_do_not_do_are_refused_each_in_its_way()
    {
        using var client = new OpenIdClient(simulator);
        using var key = RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow();
        using var foreign = new CertificateRequest("CN=Nobody", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));

        Assert.Equal((HttpStatusCode.NotAcceptable, ""), await PostAsync(client, "authenticate-by-cert?free=false", foreign.RawData));
        Assert.Equal((HttpStatusCode.Forbidden, """{"Code":"CertRegisterFail"}"""), await PostAsync(client, "authenticate-by-cert?free=true", foreign.RawData));
        Assert.Equal((HttpStatusCode.Forbidden, """{"Code":"CertUnreadable"}"""), await PostAsync(client, "authenticate-by-cert?free=true", "nothing"u8.ToArray()));
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(client, "authenticate-by-cert?free=true", [])).Status);
    }

    [Fact]
    public async Task A_password_signs_in_and_both_values_are_refreshed_together()
    {
        using var client = new OpenIdClient(simulator);

        Assert.Equal((HttpStatusCode.Forbidden, """{"Code":"UnknownError"}"""), await PostAsync(client, "authenticate-by-pass?login=director", "wrong"u8.ToArray()));
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(client, "authenticate-by-pass?", "director-pass"u8.ToArray())).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(client, "authenticate-by-pass?login=director", [])).Status);
        var (status, session) = await PostAsync(client, "authenticate-by-pass?login=director", "director-pass"u8.ToArray());
        Assert.Equal(HttpStatusCode.OK, status);
        await SeesAccountsAsync(client, session, 2);

        var (sid, refresh) = (TrustedSystem.Property(session, "Sid"), TrustedSystem.Property(session, "RefreshToken"));
        var address = $"kontur-auth/sessions/v5.13/sessions/refresh?auth.sid={sid}&refresh-token={refresh}";
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Headers.Add("X-Kontur-Apikey", simulator.ApiKey);
        using var answer = await client.Http.SendAsync(request, Stop);
        await SeesAccountsAsync(client, await answer.Content.ReadAsStringAsync(Stop), 2);
        Assert.Equal(HttpStatusCode.Unauthorized, (await AccountsAsync(client, sid)).StatusCode);
    }

    private async Task<byte[]> SecretAsync(OpenIdClient client, byte[] body, X509Certificate2 certificate)
    {
        var (status, answer) = await PostAsync(client, "authenticate-by-cert?free=false", body);
        Assert.True(status == HttpStatusCode.OK, answer);
        Assert.Contains($"approve-cert?thumbprint={certificate.Thumbprint}", answer, StringComparison.Ordinal);
        var envelope = new EnvelopedCms();
        envelope.Decode(Convert.FromBase64String(TrustedSystem.Property(answer, "EncryptedKey")));
        envelope.Decrypt(new X509Certificate2Collection(certificate));
        return envelope.ContentInfo.Content;
    }

    private async Task<(HttpStatusCode Status, string Body)> PostAsync(OpenIdClient client, string step, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        using var answer = await client.Http.PostAsync($"kontur-auth/auth/v5.13/{step}&apiKey={simulator.ApiKey}", content, Stop);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    private async Task SeesAccountsAsync(OpenIdClient client, string session, int count)
    {
        using var answer = await AccountsAsync(client, TrustedSystem.Property(session, "Sid"));
        Assert.Contains($"\"total-count\":{count}", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> AccountsAsync(OpenIdClient client, string sid)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "extern/v1");
        request.Headers.TryAddWithoutValidation("Authorization", $"auth.sid {sid}");
        request.Headers.Add("X-Kontur-Apikey", simulator.ApiKey);
        return await client.Http.SendAsync(request, Stop);
    }
}
