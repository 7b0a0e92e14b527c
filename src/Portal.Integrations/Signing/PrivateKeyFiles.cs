using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Text;
using Org.BouncyCastle.Math;

namespace Portal.Integrations.Signing;

/// <summary>
/// Private numbers of GOST R 34.10-2012 from key files. The platform opens them, since it does not look at the key inside; BouncyCastle neither knows passwords
/// that are not Latin nor reads back the keys that it writes on curves of TC26.
/// </summary>
internal static class PrivateKeyFiles
{
    private static readonly byte[] GostPrefix = [0x2a, 0x85, 0x03, 0x07, 0x01];

    /// <summary>The keys and certificates of a PKCS#12 file.</summary>
    public static (IReadOnlyList<BigInteger> Keys, IReadOnlyList<CertificateFacts> Certificates) ReadPkcs12(ReadOnlyMemory<byte> file, string password)
    {
        var (keys, certificates) = (new List<BigInteger>(), new List<CertificateFacts>());
        foreach (var bag in OpenPkcs12(file, password).SelectMany(safe => safe.GetBags()))
        {
            switch (bag)
            {
                case Pkcs12ShroudedKeyBag shrouded:
                    keys.Add(ReadPkcs8(shrouded.EncryptedPkcs8PrivateKey, password));
                    break;
                case Pkcs12KeyBag plain:
                    keys.Add(ReadPkcs8(plain.Pkcs8PrivateKey, null));
                    break;
                case Pkcs12CertBag { IsX509Certificate: true } certificate:
                    certificates.Add(CertificateFacts.Read(AsnDecoder.ReadOctetString(certificate.EncodedCertificate.Span, AsnEncodingRules.BER, out _)));
                    break;
                default:
                    break;
            }
        }

        return (keys, certificates);
    }

    /// <summary>The key from PKCS#8, DER or PEM, encrypted or not.</summary>
    public static BigInteger ReadPkcs8(ReadOnlyMemory<byte> file, string? password)
    {
        var der = OfPem(file);
        try
        {
            // A plain key begins with its version, an encrypted one with its algorithm.
            var inner = new AsnReader(der, AsnEncodingRules.BER).ReadSequence();
            if (inner.PeekTag() == Asn1Tag.Integer)
            {
                return NumberOf(Pkcs8PrivateKeyInfo.Decode(der, out _));
            }

            var algorithm = inner.ReadEncodedValue();
            if (algorithm.Span.IndexOf(GostPrefix) >= 0)
            {
                throw new SigningException(
                    SigningFault.KeyUnreadable, "The private key is encrypted with a GOST cipher, which is not known here: AES is (contract goskey 8.5, pitfall 6).");
            }
        }
        catch (Exception refused) when (refused is AsnContentException or CryptographicException)
        {
            throw new SigningException(SigningFault.KeyUnreadable, "The file is no private key in PKCS#8.", refused);
        }

        if (password is null)
        {
            throw new SigningException(SigningFault.WrongPassword, "The private key is encrypted, and no password is configured.");
        }

        try
        {
            return NumberOf(Pkcs8PrivateKeyInfo.DecryptAndDecode(password, der, out _));
        }
        catch (CryptographicException refused)
        {
            throw WrongPassword(refused);
        }
    }

    private static List<Pkcs12SafeContents> OpenPkcs12(ReadOnlyMemory<byte> file, string password)
    {
        try
        {
            var info = Pkcs12Info.Decode(file, out _);
            if (info.IntegrityMode == Pkcs12IntegrityMode.Password && !info.VerifyMac(password))
            {
                throw WrongPassword(null);
            }

            var safes = info.AuthenticatedSafe.ToList();
            foreach (var safe in safes.Where(safe => safe.ConfidentialityMode == Pkcs12ConfidentialityMode.Password))
            {
                safe.Decrypt(password);
            }

            return safes;
        }
        catch (Exception refused) when (refused is CryptographicException or AsnContentException or InvalidOperationException or PlatformNotSupportedException)
        {
            throw new SigningException(
                SigningFault.KeyUnreadable, $"The PKCS#12 file cannot be read (one made with GOST ciphers never can): {refused.Message}", refused);
        }
    }

    private static BigInteger NumberOf(Pkcs8PrivateKeyInfo info)
    {
        if (GostAlgorithm.OfKey(info.AlgorithmId.Value ?? "") is not { } algorithm)
        {
            throw new SigningException(SigningFault.ForeignKeyAlgorithm, $"The private key is not of GOST R 34.10-2012 (it is {info.AlgorithmId.Value}).");
        }

        // Three ways to write one number: little-endian octets (OpenSSL), those in one more octet string (BouncyCastle), an integer (8.5, pitfall 11).
        var size = algorithm.Bits / 8;
        if (info.PrivateKeyBytes.Length == size)
        {
            return new BigInteger(1, info.PrivateKeyBytes.Span, bigEndian: false);
        }

        try
        {
            var reader = new AsnReader(info.PrivateKeyBytes, AsnEncodingRules.BER);
            if (reader.PeekTag() == Asn1Tag.Integer)
            {
                return new BigInteger(1, reader.ReadIntegerBytes().Span, bigEndian: true);
            }

            if (reader.ReadOctetString() is var octets && octets.Length == size)
            {
                return new BigInteger(1, octets, bigEndian: false);
            }
        }
        catch (AsnContentException refused)
        {
            throw new SigningException(SigningFault.KeyUnreadable, "The private key is masked or written in a way that is not known here.", refused);
        }

        throw new SigningException(SigningFault.KeyUnreadable, "The private key is masked or of a length that is not known here.");
    }

    private static ReadOnlyMemory<byte> OfPem(ReadOnlyMemory<byte> file)
    {
        var text = Encoding.ASCII.GetString(file.Span);
        return PemEncoding.TryFind(text, out var found) ? Convert.FromBase64String(text[found.Base64Data]) : file;
    }

    private static SigningException WrongPassword(Exception? refused) =>
        new(SigningFault.WrongPassword, "The password of the private key is wrong, or the file is damaged.", refused);
}
