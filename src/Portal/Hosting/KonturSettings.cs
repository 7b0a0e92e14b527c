using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Portal.Integrations.KonturAuth;

namespace Portal.Hosting;

/// <summary>Section <c>KonturAuth</c>: what a session with Kontur is, the Authenticator, the OpenID provider, our api-key and the certificate of our trusted system.</summary>
public sealed class KonturAuthSettings
{
    /// <summary>Name of the section.</summary>
    public const string Section = "KonturAuth";

    /// <summary>What a session with Kontur is.</summary>
    public KonturSessionMode SessionMode { get; set; }

    /// <summary>Address before <c>/auth/v5.16/…</c>; people are linked there in both modes.</summary>
    public string Address { get; set; } = "";

    /// <summary>Address before <c>/connect/token</c>; only for <see cref="KonturSessionMode.OpenIdTrusted"/>.</summary>
    public string OpenIdAddress { get; set; } = "";

    /// <summary>The service name bound to the api-key, or give <see cref="ClientIdFile"/>; only for <see cref="KonturSessionMode.OpenIdTrusted"/>.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>File that holds the service name; relative to the data folder.</summary>
    public string ClientIdFile { get; set; } = "";

    /// <summary>The api-key, a GUID; or give <see cref="ApiKeyFile"/>.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>File that holds the api-key; relative to the data folder.</summary>
    public string ApiKeyFile { get; set; } = "";

    /// <summary>The certificate with which sign-ins are vouched for.</summary>
    public CertificateSettings SigningCertificate { get; set; } = new();

    /// <summary>The api-key, from the setting or its file; empty when there is none.</summary>
    public string ReadApiKey(Func<string, string> resolve) => Read(ApiKey, ApiKeyFile, resolve);

    /// <summary>The service name, from the setting or its file; empty when there is none.</summary>
    public string ReadClientId(Func<string, string> resolve) => Read(ClientId, ClientIdFile, resolve);

    /// <summary>What is wrong, one sentence per key.</summary>
    public IEnumerable<string> Problems(Func<string, string> resolve, bool development)
    {
        if (SettingsCheck.AddressProblem("KonturAuth:Address", Address, development) is { } problem)
        {
            yield return problem;
        }

        if (!Guid.TryParse(ReadApiKey(resolve), out _))
        {
            yield return "KonturAuth:ApiKey is missing or not a GUID (or KonturAuth:ApiKeyFile names no such file)";
        }

        if (!Enum.IsDefined(SessionMode))
        {
            yield return $"KonturAuth:SessionMode must be one of {string.Join(", ", Enum.GetNames<KonturSessionMode>())}";
        }

        if (SessionMode == KonturSessionMode.OpenIdTrusted)
        {
            if (SettingsCheck.AddressProblem("KonturAuth:OpenIdAddress", OpenIdAddress, development) is { } unusable)
            {
                yield return unusable;
            }

            if (ReadClientId(resolve) is "")
            {
                yield return "KonturAuth:ClientId is missing (or KonturAuth:ClientIdFile names no such file); SessionMode OpenIdTrusted needs it";
            }
        }

        if (SigningCertificate.Problem(resolve) is { } wrong)
        {
            yield return wrong;
        }
    }

    private static string Read(string value, string file, Func<string, string> resolve) =>
        value is { Length: > 0 } ? value
        : file is { Length: > 0 } && File.Exists(resolve(file)) ? File.ReadAllText(resolve(file)).Trim()
        : "";
}

/// <summary>A certificate with its key: PKCS#12, or PEM certificate and key.</summary>
public sealed class CertificateSettings
{
    /// <summary>A <c>.pfx</c>/<c>.p12</c> file, or a PEM certificate.</summary>
    public string Path { get; set; } = "";

    /// <summary>PEM private key; only with a PEM certificate.</summary>
    public string KeyPath { get; set; } = "";

    /// <summary>Password of the PKCS#12 file or the PEM key.</summary>
    public string Password { get; set; } = "";

    /// <summary>File that holds the password.</summary>
    public string PasswordFile { get; set; } = "";

    /// <summary>Reads the certificate.</summary>
    /// <exception cref="CryptographicException">The file cannot be read or the password is wrong.</exception>
    public X509Certificate2 Load(Func<string, string> resolve)
    {
        var password = Password is { Length: > 0 } ? Password : PasswordFile is { Length: > 0 } ? File.ReadAllText(resolve(PasswordFile)).Trim() : "";
        if (KeyPath is not { Length: > 0 })
        {
            return X509CertificateLoader.LoadPkcs12FromFile(resolve(Path), password);
        }

        return password is ""
            ? X509Certificate2.CreateFromPemFile(resolve(Path), resolve(KeyPath))
            : X509Certificate2.CreateFromEncryptedPemFile(resolve(Path), password, resolve(KeyPath));
    }

    /// <summary>What is wrong, or null.</summary>
    public string? Problem(Func<string, string> resolve)
    {
        const string Key = "KonturAuth:SigningCertificate";
        if (Path is "" || !File.Exists(resolve(Path)))
        {
            return $"{Key}:Path names no file";
        }

        try
        {
            using var certificate = Load(resolve);
            return certificate.GetRSAPrivateKey() is null ? $"{Key}: the certificate has no RSA private key" : null;
        }
        catch (Exception error) when (error is CryptographicException or IOException or ArgumentException)
        {
            return $"{Key} cannot be read: {error.Message}";
        }
    }
}

/// <summary>Section <c>KonturExtern</c>.</summary>
public sealed class KonturExternSettings
{
    /// <summary>Name of the section.</summary>
    public const string Section = "KonturExtern";

    /// <summary>Address before <c>/v1/…</c>.</summary>
    public string Address { get; set; } = "";

    /// <summary>Time for one attempt of an ordinary call.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Simultaneous requests of the whole portal; the vendor allows 20.</summary>
    public int Parallelism { get; set; } = 20;

    /// <summary>What is wrong, one sentence per key.</summary>
    public IEnumerable<string> Problems(bool development)
    {
        if (SettingsCheck.AddressProblem("KonturExtern:Address", Address, development) is { } problem)
        {
            yield return problem;
        }

        if (RequestTimeout < TimeSpan.FromSeconds(1) || RequestTimeout > TimeSpan.FromMinutes(3))
        {
            yield return "KonturExtern:RequestTimeout must lie between 00:00:01 and 00:03:00";
        }

        if (Parallelism is < 1 or > 20)
        {
            yield return "KonturExtern:Parallelism must lie between 1 and 20";
        }
    }
}
