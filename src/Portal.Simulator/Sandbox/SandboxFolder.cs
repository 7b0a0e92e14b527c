using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Portal.Simulator.Sandbox;

/// <summary>
/// The client's half of the sandbox: api-key, partner key pair, OpenID client secret. Written when missing, then only read, so that
/// a client configured once keeps working. The folder has mode 700, its files 600.
/// </summary>
public sealed class SandboxFolder
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string folder;

    /// <summary>Opens the folder and generates what is missing.</summary>
    public SandboxFolder(SimulatorSettings settings, TimeProvider wall)
    {
        folder = settings.SandboxFolder;
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, Private | UnixFileMode.UserExecute);
        }

        ApiKey = Guid.Parse(ReadOrCreate("api-key", () => Guid.NewGuid().ToString()));
        ClientId = ReadOrCreate("client-id", () => "sandbox.extern");
        IdpClientSecret = ReadOrCreate("idp-client-secret", NewSecret);
        PartnerCertificate = LoadPartner(wall);
    }

    /// <summary>The api-key the vendors expect.</summary>
    public Guid ApiKey { get; }

    /// <summary>The service name that belongs to the api-key: <c>client_id</c> at Kontur's OpenID provider (contract auth 0.2).</summary>
    public string ClientId { get; }

    /// <summary>The secret of the OpenID client <c>portal</c>.</summary>
    public string IdpClientSecret { get; }

    /// <summary>The public certificate which the partner "handed over beforehand" (contract auth 2.2.1).</summary>
    public X509Certificate2 PartnerCertificate { get; }

    /// <summary>A file's text; null when it is missing.</summary>
    public string? Read(string name) => File.Exists(Path.Combine(folder, name)) ? File.ReadAllText(Path.Combine(folder, name)) : null;

    /// <summary>Writes a file of the sandbox as a whole or not at all.</summary>
    public void Write(string name, byte[] content)
    {
        var path = Path.Combine(folder, name);
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Private;
        }

        using (var stream = new FileStream(temporary, options))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>32 random bytes in hex.</summary>
    public static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>A file's text without the white space around it; made when missing or empty.</summary>
    public string ReadOrCreate(string name, Func<string> create)
    {
        var path = Path.Combine(folder, name);
        if (File.Exists(path) && File.ReadAllText(path).Trim() is { Length: > 0 } known)
        {
            return known;
        }

        var fresh = create();
        Write(name, Encoding.UTF8.GetBytes(fresh));
        return fresh;
    }

    private X509Certificate2 LoadPartner(TimeProvider wall)
    {
        var path = Path.Combine(folder, "partner.pfx");
        var password = ReadOrCreate("partner.pfx.password", NewSecret);
        if (!File.Exists(path))
        {
            Write("partner.pfx", NewPartner(wall, password));
        }

        using var pair = X509CertificateLoader.LoadPkcs12FromFile(path, password);
        return X509CertificateLoader.LoadCertificate(pair.RawData);
    }

    private static byte[] NewPartner(TimeProvider wall, string password)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Partner system (sandbox), O=Partner, C=RU", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        var now = wall.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(10));
        return certificate.Export(X509ContentType.Pkcs12, password);
    }
}
