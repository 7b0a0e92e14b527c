using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Prng;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;

namespace Portal.Integrations.Signing;

/// <summary>Signs with a private key that is at hand, by BouncyCastle: no certified tool, good for development, the sandbox and exportable keys (contract goskey 8.6).</summary>
public sealed class KeySigner : VerifiedSigner
{
    private readonly ECPrivateKeyParameters key;
    // The system's generator, which files signed side by side may share: a number drawn twice would give the key away.
    private readonly SecureRandom random = new(new CryptoApiRandomGenerator());

    private KeySigner(CertificateFacts certificate, ECPrivateKeyParameters key, TimeProvider clock)
        : base(certificate, clock) => this.key = key;

    /// <summary>A PKCS#12 file with one private key and its certificate. Made by OpenSSL with GOST ciphers it cannot be read (8.5, pitfall 6).</summary>
    /// <exception cref="SigningException">The file, the password, the key or the certificate is not usable; the kind says which.</exception>
    public static KeySigner OfPkcs12(ReadOnlyMemory<byte> file, string password, TimeProvider clock)
    {
        var (keys, certificates) = PrivateKeyFiles.ReadPkcs12(file, password);
        if (keys is not [var key, ..])
        {
            throw new SigningException(SigningFault.NoPrivateKey, "The PKCS#12 file holds no private key.");
        }

        // Certificates of issuers may be there as well.
        return (certificates.FirstOrDefault(one => Belongs(key, one)) ?? (certificates is [var first, ..] ? first : null)) is { } certificate
            ? Of(certificate, key, clock)
            : throw new SigningException(SigningFault.CertificateUnreadable, "The PKCS#12 file holds no certificate of its private key.");
    }

    /// <summary>A PKCS#8 key, DER or PEM, encrypted or plain, and its certificate, DER or PEM.</summary>
    /// <param name="key">The key's file.</param>
    /// <param name="password">Null for a key that is not encrypted.</param>
    /// <param name="certificate">The certificate's file.</param>
    /// <param name="clock">Time of signatures.</param>
    /// <exception cref="SigningException">The key, the password or the certificate is not usable; the kind says which.</exception>
    public static KeySigner OfPkcs8(ReadOnlyMemory<byte> key, string? password, ReadOnlyMemory<byte> certificate, TimeProvider clock) =>
        Of(CertificateFacts.Read(certificate.Span), PrivateKeyFiles.ReadPkcs8(key, password), clock);

    /// <summary>The sandbox's generated key: a folder with <c>key.pem</c> (PKCS#8, not encrypted) and <c>certificate.pem</c>.</summary>
    /// <exception cref="SigningException">A file is missing or not usable; the kind says which.</exception>
    public static KeySigner OfFolder(string folder, TimeProvider clock)
    {
        var (keyFile, certificateFile) = (Path.Combine(folder, "key.pem"), Path.Combine(folder, "certificate.pem"));
        if (!File.Exists(certificateFile))
        {
            throw new SigningException(SigningFault.CertificateUnreadable, $"There is no certificate {certificateFile}.");
        }

        return File.Exists(keyFile)
            ? OfPkcs8(File.ReadAllBytes(keyFile), null, File.ReadAllBytes(certificateFile), clock)
            : throw new SigningException(SigningFault.NoPrivateKey, $"There is no private key {keyFile}.");
    }

    /// <inheritdoc />
    protected override Task<byte[]> ProduceAsync(ContentToSign content, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var attributes = CadesSignature.Attributes(content.Digest, Certificate, Clock.GetUtcNow());
        var signer = SignerUtilities.GetSigner(Algorithm.Mechanism);
        signer.Init(forSigning: true, new ParametersWithRandom(key, random));
        signer.BlockUpdate(attributes.GetEncoded(Asn1Encodable.Der));
        return Task.FromResult(CadesSignature.Assemble(attributes, signer.GenerateSignature(), Certificate, Algorithm));
    }

    // The curve is the certificate's; of the key's file only the number is taken, so that it does not matter how the file names the curve (8.5, pitfall 1).
    private static KeySigner Of(CertificateFacts certificate, BigInteger key, TimeProvider clock)
    {
        if (certificate.Key is null)
        {
            throw new SigningException(SigningFault.ForeignKeyAlgorithm, $"The key of certificate {certificate.SerialNumber} is not of GOST R 34.10-2012.");
        }

        return Belongs(key, certificate)
            ? new KeySigner(certificate, new ECPrivateKeyParameters(key, ((ECPublicKeyParameters)GostPublicKey.Of(certificate)).Parameters), clock)
            : throw new SigningException(SigningFault.KeyOfAnotherCertificate, $"The private key does not belong to certificate {certificate.SerialNumber}.");
    }

    private static bool Belongs(BigInteger key, CertificateFacts certificate)
    {
        try
        {
            return certificate.Key is not null && GostPublicKey.Of(certificate) is ECPublicKeyParameters { Parameters: var domain, Q: var expected }
                && key.SignValue > 0 && key.CompareTo(domain.N) < 0 && domain.G.Multiply(key).Normalize().Equals(expected.Normalize());
        }
        catch (GeneralSecurityException refused)
        {
            throw new SigningException(SigningFault.CertificateUnreadable, refused.Message, refused);
        }
    }
}
