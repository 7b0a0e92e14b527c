using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;
using Portal.Simulator.KonturExtern.Certificates;

namespace Portal.Simulator.Epgu.Pki;

/// <summary>
/// The certification centres of contract A.3: of senders, of UNEP and of UKEP of the recipients, all roots. Made once into <c>certificates</c> of the state folder.
/// Keys are on curve TC26 256 B (contract 8.5, 1).
/// </summary>
internal sealed class Authorities
{
    private readonly string folder;
    private readonly TimeProvider wall;

    public Authorities(SimulatorSettings settings, TimeProvider wall)
    {
        this.wall = wall;
        folder = Path.Combine(settings.StateFolder, "certificates");
        Directory.CreateDirectory(folder);
        Sender = LoadOrIssue("goskey-sender-ca", CertificateIssue.BodyName("Удостоверяющий центр отправителей (симулятор)", "7707329152"));
        Unep = LoadOrIssue("goskey-unep-ca", CertificateIssue.Name((X509Name.C, "RU"), (X509Name.CN, "Госуслуги. Неквалифицированная электронная подпись (симулятор)")));
        Ukep = LoadOrIssue("goskey-ukep-ca", CertificateIssue.BodyName("Аккредитованный удостоверяющий центр (симулятор)", "7710474375"));
        TokenKey = LoadOrIssue("esia-token", CertificateIssue.Name((X509Name.C, "RU"), (X509Name.CN, "ЕСИА (симулятор)")));
    }

    /// <summary>Issues organisations' and heads' certificates.</summary>
    public SandboxCertificate Sender { get; }

    /// <summary>Issues recipients' certificates of enhanced non-qualified signatures.</summary>
    public SandboxCertificate Unep { get; }

    /// <summary>Issues recipients' certificates of enhanced qualified signatures.</summary>
    public SandboxCertificate Ukep { get; }

    /// <summary>Signs ESIA's access tokens.</summary>
    public SandboxCertificate TokenKey { get; }

    /// <summary>The three centres' certificates as PEM, one after another.</summary>
    public string Pem => string.Concat(new[] { Sender, Unep, Ukep }.Select(authority => PemOf(authority.Certificate) + "\n"));

    /// <summary>A certificate as PEM.</summary>
    public static string PemOf(X509Certificate certificate) => PemEncoding.WriteString("CERTIFICATE", certificate.GetEncoded());

    private SandboxCertificate LoadOrIssue(string name, X509Name subject)
    {
        var (keyFile, certificateFile) = (Path.Combine(folder, name + ".key"), Path.Combine(folder, name + ".cer"));
        if (File.Exists(keyFile) && File.Exists(certificateFile))
        {
            return new SandboxCertificate(name, null, "body", new X509CertificateParser().ReadCertificate(File.ReadAllBytes(certificateFile)), GostKey.Read(File.ReadAllText(keyFile)));
        }

        var random = new SecureRandom();
        var (key, now) = (GostKey.Generate(random), wall.GetUtcNow());
        var certificate = CertificateIssue.Issue(subject, GostKey.PublicOf(key), subject, key, now.AddDays(-400), now.AddDays(3650), isCa: true, random);
        CertificateVault.WriteSecret(keyFile, Encoding.ASCII.GetBytes(GostKey.Write(key)));
        CertificateVault.WriteSecret(certificateFile, certificate.GetEncoded());
        return new SandboxCertificate(name, null, "body", certificate, key);
    }
}
