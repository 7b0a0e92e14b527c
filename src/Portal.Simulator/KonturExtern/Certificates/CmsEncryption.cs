using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Cms;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Cms;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Operators;
using IssuerAndSerialNumber = Org.BouncyCastle.Asn1.Cms.IssuerAndSerialNumber;

namespace Portal.Simulator.KonturExtern.Certificates;

/// <summary>CMS envelopes (drafts contract 5.2, 5.10): AES-256 for the content, RSA for its key; everything is streamed.</summary>
internal static class CmsEncryption
{
    /// <summary>Encrypts for everybody named; each of them can decrypt alone.</summary>
    public static void Encrypt(IEnumerable<Recipient> recipients, Stream plain, Stream encrypted)
    {
        var generator = new CmsEnvelopedDataStreamGenerator();
        foreach (var recipient in recipients)
        {
            generator.AddRecipientInfoGenerator(new KeyTransRecipientInfoGenerator(
                new IssuerAndSerialNumber(recipient.Certificate.IssuerDN, recipient.Certificate.SerialNumber),
                new Asn1KeyWrapper(new AlgorithmIdentifier(PkcsObjectIdentifiers.RsaEncryption, DerNull.Instance), recipient.Key)));
        }

        using var target = generator.Open(encrypted, CmsEnvelopedGenerator.Aes256Cbc);
        plain.CopyTo(target);
    }

    /// <summary>Decrypts with the key of one recipient; false when the envelope is broken or names another.</summary>
    public static bool TryDecrypt(SandboxCertificate certificate, AsymmetricKeyParameter key, Stream encrypted, Stream plain)
    {
        try
        {
            var wanted = new RecipientID { Issuer = certificate.Certificate.IssuerDN, SerialNumber = certificate.Certificate.SerialNumber };
            if (new CmsEnvelopedDataParser(encrypted).GetRecipientInfos().GetFirstRecipient(wanted) is not { } recipient)
            {
                return false;
            }

            recipient.GetContentStream(key).ContentStream.CopyTo(plain);
            return true;
        }
        catch (Exception refused) when (refused is CmsException or IOException or CryptoException or ArgumentException or InvalidCastException)
        {
            return false;
        }
    }
}
