using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Portal.Integrations.Tests.Simulator;

/// <summary>The partner's system as the contract describes it (auth 2.2), independent of our client.</summary>
internal sealed class TrustedSystem(RunningSimulator simulator) : IDisposable
{
    public const string Director = "20000000-0000-4000-8000-000000000001";

    public HttpClient Client { get; } = simulator.Browser();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async Task<(HttpStatusCode Status, string Body)> LinkAsync(string query)
    {
        using var answer = await Client.PutAsync($"kontur-auth/auth/v5.16/register-external-service-id?{query}", null, Stop);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    public async Task<(HttpStatusCode Status, string Body)> InitialiseAsync(string serviceUserId, string kind, string id, Signing? signing = null)
    {
        signing ??= new Signing();
        var moment = TimeProvider.System.GetUtcNow() + signing.Shift;
        var timestamp = moment.ToString("dd.MM.yyyy HH:mm:ss", CultureInfo.InvariantCulture);
        var body = signing.Body ?? Sign(Text(simulator.ApiKey, signing.SignedId ?? id, timestamp, signing.LineEnd), signing);
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var answer = await Client.PostAsync(
            $"kontur-auth/auth/v5.16/authenticate-by-truster?apiKey={simulator.ApiKey}&timestamp={Uri.EscapeDataString(timestamp)}&serviceUserId={serviceUserId}&{kind}={id}", content, Stop);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    public async Task<(HttpStatusCode Status, string Body)> PostAsync(string address)
    {
        using var answer = await Client.PostAsync(address, null, Stop);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    public static byte[] Text(string apiKey, string id, string timestamp, string lineEnd = "\r\n") =>
        Encoding.UTF8.GetBytes($"apikey={apiKey.ToLowerInvariant()}{lineEnd}id={id}{lineEnd}timestamp={timestamp}{lineEnd}");

    public static string Property(string json, string name) => JsonDocument.Parse(json).RootElement.GetProperty(name).GetString()!;

    public void Dispose() => Client.Dispose();

    private byte[] Sign(byte[] text, Signing signing)
    {
        using var partner = X509CertificateLoader.LoadPkcs12FromFile(Path.Combine(simulator.SandboxFolder, "partner.pfx"), simulator.Sandbox("partner.pfx.password"));
        var message = new SignedCms(new ContentInfo(text), signing.Detached);
        var signer = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, signing.Certificate ?? partner);
        if (signing.Attributes)
        {
            signer.SignedAttributes.Add(new Pkcs9SigningTime());
        }

        message.ComputeSignature(signer);
        return message.Encode();
    }
}

/// <summary>How a request of step 1 is signed; the defaults are the contract.</summary>
internal sealed record Signing
{
    public bool Detached { get; init; } = true;

    public bool Attributes { get; init; }

    public string LineEnd { get; init; } = "\r\n";

    public string? SignedId { get; init; }

    public TimeSpan Shift { get; init; }

    public X509Certificate2? Certificate { get; init; }

    public byte[]? Body { get; init; }
}
