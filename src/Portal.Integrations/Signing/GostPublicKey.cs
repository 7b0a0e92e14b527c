using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.CryptoPro;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;

namespace Portal.Integrations.Signing;

/// <summary>
/// Public keys of certificates. Those of GOST R 34.10-2012 are read by hand: BouncyCastle 2.7.0 wants the digest's parameter set beside the curve, which is
/// optional and which OpenSSL leaves out for curves of TC26 (RFC 9215, 4.2), so that it would call such certificates broken.
/// </summary>
internal static class GostPublicKey
{
    /// <summary>The key of any certificate.</summary>
    /// <exception cref="GeneralSecurityException">It cannot be read.</exception>
    public static AsymmetricKeyParameter Of(CertificateFacts certificate)
    {
        try
        {
            return certificate.Key is { } algorithm ? Read(certificate.Parsed.SubjectPublicKeyInfo, algorithm) : certificate.Parsed.GetPublicKey();
        }
        catch (Exception refused) when (Malformed.Is(refused))
        {
            throw new InvalidKeyException($"The public key of certificate {certificate.SerialNumber} cannot be read.", refused);
        }
    }

    private static ECPublicKeyParameters Read(SubjectPublicKeyInfo info, GostAlgorithm algorithm)
    {
        var set = DerObjectIdentifier.GetInstance(Asn1Sequence.GetInstance(info.Algorithm.Parameters)[0]);
        var curve = ECGost3410NamedCurves.GetByOid(set) ?? throw new ArgumentException($"The curve {set} is not known.");
        var octets = Asn1OctetString.GetInstance(info.PublicKey.GetOctets()).GetOctets();
        var size = algorithm.Bits / 8;
        if (octets.Length != 2 * size)
        {
            throw new ArgumentException($"The key has {octets.Length} bytes instead of {2 * size}.");
        }

        // X and Y, little-endian (contract goskey 8.5, pitfall 11). The constructor refuses a point off the curve.
        var domain = new ECGost3410Parameters(new ECNamedDomainParameters(set, curve), set, new DerObjectIdentifier(algorithm.Digest), null);
        var point = domain.Curve.CreatePoint(new BigInteger(1, octets, 0, size, bigEndian: false), new BigInteger(1, octets, size, size, bigEndian: false));
        return new ECPublicKeyParameters("ECGOST3410", point, domain);
    }
}
