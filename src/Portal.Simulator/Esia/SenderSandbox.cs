using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;
using Portal.Simulator.Epgu.Pki;
using Portal.Simulator.KonturExtern.Certificates;
using Portal.Simulator.People;
using Portal.Simulator.Sandbox;

namespace Portal.Simulator.Esia;

/// <summary>
/// What a sending organisation has (contract 1.3, steps 12 and 13): <c>epgu-api-key</c>, an impersonal certificate <c>epgu-sender.cer.pem</c> of the senders' centre with its key
/// <c>epgu-sender.key.pem</c> (encrypted PKCS#8, AES-256; <c>epgu-sender.key.password</c>), <c>epgu-sender.json</c> with the settings of contract 1.4 that are no secrets, and the
/// centres' certificates <c>epgu-ca.pem</c>. Kept when there; a certificate that the centre of this state folder did not issue is renewed for the same key.
/// </summary>
internal sealed class SenderSandbox
{
    private const string CertificateFile = "epgu-sender.cer.pem";
    private const string KeyFile = "epgu-sender.key.pem";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Authorities authorities;
    private readonly TimeProvider wall;
    private readonly SecureRandom random = new();

    public SenderSandbox(SandboxFolder sandbox, Authorities authorities, TimeProvider wall)
    {
        (this.authorities, this.wall) = (authorities, wall);
        var organization = new EsiaOrganization(1000999100, DemoPeople.Testovaya.Name, DemoPeople.Testovaya.Inn, CertificateIssue.OgrnOf(DemoPeople.Testovaya.Inn));
        Key = new EsiaKey(sandbox.ReadOrCreate("epgu-api-key", () => Guid.NewGuid().ToString()), 1000999001, "Иванов Иван Иванович", organization, "DEMO01");
        var password = sandbox.ReadOrCreate("epgu-sender.key.password", SandboxFolder.NewSecret);
        if (sandbox.Read(KeyFile) is null || sandbox.Read(CertificateFile) is not { } pem)
        {
            var (key, certificate) = Make(organization);
            Write(sandbox, KeyFile, PemEncoding.WriteString(
                "ENCRYPTED PRIVATE KEY", GostKey.ToPkcs8(key).Encrypt(password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 100_000))));
            Write(sandbox, CertificateFile, Authorities.PemOf(certificate));
        }
        else if (new X509CertificateParser().ReadCertificate(Encoding.ASCII.GetBytes(pem)) is { } known
            && SenderSignature.Distrust(known, authorities.Sender, organization, wall.GetUtcNow()) is not null)
        {
            Write(sandbox, CertificateFile, Authorities.PemOf(Issue(organization, known.GetPublicKey())));
        }

        Write(sandbox, "epgu-ca.pem", authorities.Pem);
        Write(sandbox, "epgu-sender.json", JsonSerializer.Serialize(
            new
            {
                Environment = "Test", Sender = new { FullName = Key.OwnerName, Key.OwnerOid }, Key.Mnemonic, Region = "66000000000",
                Organization = new { organization.Name, organization.Inn, organization.Ogrn, organization.Oid }, RequestLayout = "V1_8",
            },
            Json));
    }

    /// <summary>The sandbox's API-Key.</summary>
    public EsiaKey Key { get; }

    /// <summary>A key pair and an impersonal certificate for an organisation (contract 1.3, step 13: no person in it).</summary>
    public (ECPrivateKeyParameters Key, X509Certificate Certificate) Make(EsiaOrganization organization)
    {
        var key = GostKey.Generate(random);
        return (key, Issue(organization, GostKey.PublicOf(key)));
    }

    private X509Certificate Issue(EsiaOrganization organization, AsymmetricKeyParameter publicKey)
    {
        var now = wall.GetUtcNow();
        var subject = CertificateIssue.Name(
            (CertificateIssue.Ogrn, organization.Ogrn), (CertificateIssue.InnLe, organization.Inn), (X509Name.C, "RU"), (X509Name.ST, "66 Свердловская область"),
            (X509Name.L, "Екатеринбург"), (X509Name.O, organization.Name), (X509Name.CN, organization.Name));
        return CertificateIssue.Issue(subject, publicKey, authorities.Sender.Certificate.SubjectDN, authorities.Sender.Key, now.AddDays(-1), now.AddDays(450), isCa: false, random);
    }

    private static void Write(SandboxFolder sandbox, string name, string text) => sandbox.Write(name, Encoding.UTF8.GetBytes(text));
}
