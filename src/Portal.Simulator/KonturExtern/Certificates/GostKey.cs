using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.CryptoPro;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Operators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Utilities;

namespace Portal.Simulator.KonturExtern.Certificates;

/// <summary>
/// Keys of GOST R 34.10-2012 (256 bit). Parameter set B of TC26 is the same curve as CryptoPro-A, and the one BouncyCastle writes with the right
/// algorithm identifier; the identifier appears only when the digest's parameter set is stated as well.
/// </summary>
internal static class GostKey
{
    public const string Digest = "1.2.643.7.1.1.2.2";
    public const string Algorithm = "1.2.643.7.1.1.1.1";
    private const string SignatureName = "GOST3411-2012-256WITHECGOST3410-2012-256";
    private static readonly DerObjectIdentifier ParameterSet = new("1.2.643.7.1.2.1.1.2");

    private static readonly ECGost3410Parameters Domain =
        new(new ECNamedDomainParameters(ParameterSet, ECGost3410NamedCurves.GetByOid(ParameterSet)), ParameterSet, new DerObjectIdentifier(Digest), null);

    public static ECPrivateKeyParameters Generate(SecureRandom random)
    {
        var generator = new ECKeyPairGenerator();
        generator.Init(new ECKeyGenerationParameters(Domain, random));
        return new ECPrivateKeyParameters(((ECPrivateKeyParameters)generator.GenerateKeyPair().Private).D, Domain);
    }

    public static ECPublicKeyParameters PublicOf(ECPrivateKeyParameters key) => new(Domain.G.Multiply(key.D).Normalize(), Domain);

    public static ISignatureFactory SignatureFactory(AsymmetricKeyParameter key, SecureRandom random) => new Asn1SignatureFactory(SignatureName, key, random);

    /// <summary>The private number as text: BouncyCastle does not read back the PKCS#8 it writes for these keys.</summary>
    public static string Write(ECPrivateKeyParameters key) => key.D.ToString(16).ToLower(CultureInfo.InvariantCulture);

    /// <summary>
    /// PKCS#8 with the 32 little-endian octets of the key directly inside: the form of OpenSSL's engine, which BouncyCastle reads too (contract goskey-epgu 8.5, 11).
    /// </summary>
    public static Pkcs8PrivateKeyInfo ToPkcs8(ECPrivateKeyParameters key)
    {
        var octets = BigIntegers.AsUnsignedByteArray(32, key.D);
        Array.Reverse(octets);
        return new Pkcs8PrivateKeyInfo(new Oid(Algorithm), new DerSequence(ParameterSet, new DerObjectIdentifier(Digest)).GetDerEncoded(), octets);
    }

    public static ECPrivateKeyParameters Read(string text) => new(new BigInteger(text.Trim(), 16), Domain);
}
