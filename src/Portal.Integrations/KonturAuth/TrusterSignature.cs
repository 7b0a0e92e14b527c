using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Portal.Integrations.KonturAuth;

/// <summary>What the trusted system signs, and how (contract auth 2.2.3): three lines ended by CR LF, a detached CMS (RSA, SHA-256), DER.</summary>
public static class TrusterSignature
{
    private const string Sha256 = "2.16.840.1.101.3.4.2.1";

    /// <summary>UTC in the form <c>dd.MM.yyyy HH:mm:ss</c>, as it stands both in the query and in the signed text.</summary>
    public static string FormatTimestamp(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("dd.MM.yyyy HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>The signed bytes: api-key in lower case, the value of the identity, the timestamp as it stands in the query.</summary>
    public static byte[] BuildContent(string apiKey, string id, string timestamp) =>
        Encoding.UTF8.GetBytes($"apikey={apiKey.ToLowerInvariant()}\r\nid={id}\r\ntimestamp={timestamp}\r\n");

    /// <summary>The detached signature, raw DER. Throws <see cref="CryptographicException"/> when the certificate has no usable private key.</summary>
    public static byte[] Sign(byte[] content, X509Certificate2 certificate)
    {
        var cms = new SignedCms(new ContentInfo(content), detached: true);
        cms.ComputeSignature(new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, certificate)
        {
            DigestAlgorithm = new Oid(Sha256),
            IncludeOption = X509IncludeOption.EndCertOnly,
        });
        return cms.Encode();
    }
}
