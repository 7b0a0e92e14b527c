using System.Collections.Concurrent;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;

namespace Portal.Simulator.KonturExtern.Certificates;

/// <summary>Whom a content is encrypted for: named by the certificate, encrypted with the key.</summary>
internal sealed record Recipient(X509Certificate Certificate, AsymmetricKeyParameter Key)
{
    public string SerialNumber => SandboxCertificate.SerialOf(Certificate);
}

/// <summary>
/// The keys that contents are encrypted for. Nothing free wraps a key with GOST R 34.10, so every certificate of the sandbox has an RSA companion key
/// (<c>certificates/NAME.rsa.pem</c>, made when first needed); envelopes name the certificate itself as their recipient. Chosen by us.
/// </summary>
internal sealed class EncryptionKeys(CertificateVault vault)
{
    private const int KeySize = 2048;
    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<string, RSA> companions = [];

    /// <summary>A certificate of the sandbox as a recipient.</summary>
    public Recipient RecipientOf(SandboxCertificate certificate) => new(certificate.Certificate, PublicKeyFactory.CreateKey(CompanionOf(certificate).ExportSubjectPublicKeyInfo()));

    /// <summary>Any certificate as a recipient; null when nobody here has a key for it.</summary>
    public Recipient? RecipientOf(byte[]? der)
    {
        if (der is not { Length: > 0 } || CertificateVault.TryRead(der) is not { } certificate)
        {
            return null;
        }

        return vault.Find(SandboxCertificate.ThumbprintOf(der)) is { } own ? RecipientOf(own)
            : certificate.GetPublicKey() is RsaKeyParameters key ? new Recipient(certificate, key)
            : null;
    }

    /// <summary>What decrypts for a certificate of the sandbox.</summary>
    public AsymmetricKeyParameter PrivateKeyOf(SandboxCertificate certificate) => PrivateKeyFactory.CreateKey(CompanionOf(certificate).ExportPkcs8PrivateKey());

    private RSA CompanionOf(SandboxCertificate certificate)
    {
        if (companions.TryGetValue(certificate.Thumbprint, out var known))
        {
            return known;
        }

        lock (gate)
        {
            return companions.GetOrAdd(certificate.Thumbprint, _ => LoadOrMake(vault.FileOf(certificate, ".rsa.pem")));
        }
    }

    private static RSA LoadOrMake(string file)
    {
        var rsa = RSA.Create(KeySize);
        if (File.Exists(file))
        {
            rsa.ImportFromPem(File.ReadAllText(file));
        }
        else
        {
            CertificateVault.WriteSecret(file, System.Text.Encoding.ASCII.GetBytes(rsa.ExportPkcs8PrivateKeyPem()));
        }

        return rsa;
    }
}
