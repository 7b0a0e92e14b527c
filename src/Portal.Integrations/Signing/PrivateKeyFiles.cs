using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Pkcs;
using Org.BouncyCastle.Security;
using Certificate = Org.BouncyCastle.X509.X509Certificate;

namespace Portal.Integrations.Signing;

/// <summary>
/// Private numbers of GOST R 34.10-2012 from key files. PKCS#8 is read by hand: BouncyCastle does not read back what it writes on curves of TC26.
/// </summary>
internal static class PrivateKeyFiles
{
    /// <summary>The key and its certificate from PKCS#12.</summary>
    public static (BigInteger Key, Certificate Certificate) ReadPkcs12(ReadOnlyMemory<byte> file, string password)
    {
        var store = new Pkcs12StoreBuilder().Build();
        try
        {
            store.Load(new MemoryStream(file.ToArray()), password.ToCharArray());
        }
        catch (Exception refused) when (refused is IOException or GeneralSecurityException or SecurityUtilityException or CryptoException or ArgumentException or InvalidCastException
            or InvalidOperationException)
        {
            throw refused.Message.Contains("password", StringComparison.OrdinalIgnoreCase) || refused is CryptoException
                ? WrongPassword(refused)
                : new SigningException(SigningFault.KeyUnreadable, $"The PKCS#12 file cannot be read: {refused.Message}", refused);
        }

        var aliases = store.Aliases.ToList();
        if (aliases.FirstOrDefault(store.IsKeyEntry) is not { } alias)
        {
            throw new SigningException(SigningFault.NoPrivateKey, "The PKCS#12 file holds no private key.");
        }

        var certificate = store.GetCertificateChain(alias)?.FirstOrDefault()?.Certificate
            ?? throw new SigningException(SigningFault.CertificateUnreadable, "The PKCS#12 file holds no certificate of its private key.");
        return store.GetKey(alias).Key is ECPrivateKeyParameters key
            ? (key.D, certificate)
            : throw new SigningException(SigningFault.ForeignKeyAlgorithm, "The private key in the PKCS#12 file is not of GOST R 34.10-2012.");
    }

    /// <summary>The key from PKCS#8, DER or PEM; encrypted when there is a password or the file says so.</summary>
    public static BigInteger ReadPkcs8(ReadOnlyMemory<byte> file, string? password)
    {
        var der = OfPem(file);
        Asn1Sequence outer;
        try
        {
            outer = Asn1Sequence.GetInstance(Asn1Object.FromByteArray(der));
        }
        catch (Exception refused) when (refused is IOException or ArgumentException or InvalidCastException)
        {
            throw Unreadable(refused);
        }

        // A plain key begins with its version, an encrypted one with its algorithm.
        if (outer is [DerInteger, ..])
        {
            return NumberOf(outer);
        }

        if (password is null)
        {
            throw new SigningException(SigningFault.WrongPassword, "The private key is encrypted, and no password is configured.");
        }

        try
        {
            var open = PrivateKeyInfoFactory.CreatePrivateKeyInfo(password.ToCharArray(), EncryptedPrivateKeyInfo.GetInstance(outer));
            return NumberOf(open);
        }
        catch (Exception refused) when (refused is CryptoException or IOException or GeneralSecurityException or ArgumentException or InvalidCastException or InvalidOperationException)
        {
            throw WrongPassword(refused);
        }
        catch (SecurityUtilityException unknown)
        {
            throw new SigningException(SigningFault.KeyUnreadable, $"The private key is encrypted in a way that is not known here: {unknown.Message}", unknown);
        }
    }

    private static BigInteger NumberOf(Asn1Encodable key)
    {
        try
        {
            var info = PrivateKeyInfo.GetInstance(key);
            if (GostAlgorithm.OfKey(info.PrivateKeyAlgorithm.Algorithm.Id) is not { } algorithm)
            {
                throw new SigningException(SigningFault.ForeignKeyAlgorithm, $"The private key is not of GOST R 34.10-2012 (it is {info.PrivateKeyAlgorithm.Algorithm.Id}).");
            }

            // Three ways to write one number: little-endian octets (OpenSSL), those in one more octet string (BouncyCastle), an integer (8.5, pitfall 11).
            var octets = info.PrivateKey.GetOctets();
            if (octets.Length == algorithm.Bits / 8)
            {
                return new BigInteger(1, octets, bigEndian: false);
            }

            return info.ParsePrivateKey() switch
            {
                DerInteger number => number.PositiveValue,
                Asn1OctetString inner when inner.GetOctets().Length == algorithm.Bits / 8 => new BigInteger(1, inner.GetOctets(), bigEndian: false),
                _ => throw new SigningException(SigningFault.KeyUnreadable, "The private key is masked or of a length that is not known here."),
            };
        }
        catch (Exception refused) when (refused is IOException or ArgumentException or InvalidCastException or ArithmeticException)
        {
            throw Unreadable(refused);
        }
    }

    private static byte[] OfPem(ReadOnlyMemory<byte> file)
    {
        var text = Encoding.ASCII.GetString(file.Span);
        return PemEncoding.TryFind(text, out var found) ? Convert.FromBase64String(text[found.Base64Data]) : file.ToArray();
    }

    private static SigningException Unreadable(Exception refused) => new(SigningFault.KeyUnreadable, "The file is no private key in PKCS#8.", refused);

    private static SigningException WrongPassword(Exception refused) =>
        new(SigningFault.WrongPassword, "The password of the private key is wrong, or the file is damaged.", refused);
}
