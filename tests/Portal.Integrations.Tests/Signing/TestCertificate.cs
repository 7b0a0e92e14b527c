using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.CryptoPro;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Operators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;
using Portal.Integrations.Signing;

namespace Portal.Integrations.Tests.Signing;

/// <summary>How a certificate of the tests is made.</summary>
internal sealed record TestIssue(string Name)
{
    public int Bits { get; init; } = 256;

    public TestCertificate? Issuer { get; init; }

    public bool IsAuthority { get; init; }

    public int? PathLength { get; init; }

    public string NotBefore { get; init; } = "2026-01-01";

    public string NotAfter { get; init; } = "2027-12-31";

    public string? Snils { get; init; }

    public int? Usage { get; init; }

    public bool UnknownCriticalExtension { get; init; }
}

/// <summary>A certificate with its GOST key: TC26 B for 256 bits (contract goskey 8.5, pitfall 1), TC26 A for 512.</summary>
internal sealed class TestCertificate
{
    public const string Password = "пароль 1";
    private static readonly SecureRandom Random = new();

    private TestCertificate(X509Certificate certificate, ECPrivateKeyParameters key) => (Certificate, Key) = (certificate, key);

    public X509Certificate Certificate { get; }

    public ECPrivateKeyParameters Key { get; }

    public byte[] Der => Certificate.GetEncoded();

    public CertificateFacts Facts => CertificateFacts.Read(Der);

    public string Pem => PemEncoding.WriteString("CERTIFICATE", Der);

    public static TestCertificate Authority(string name = "Корневой УЦ", int bits = 256) => Issue(new TestIssue(name) { IsAuthority = true, Bits = bits, NotBefore = "2020-01-01", NotAfter = "2035-01-01" });

    public static TestCertificate Issue(TestIssue issue)
    {
        var set = new DerObjectIdentifier(issue.Bits == 256 ? "1.2.643.7.1.2.1.1.2" : "1.2.643.7.1.2.1.2.1");
        var digest = new DerObjectIdentifier(issue.Bits == 256 ? "1.2.643.7.1.1.2.2" : "1.2.643.7.1.1.2.3");
        var domain = new ECGost3410Parameters(new ECNamedDomainParameters(set, ECGost3410NamedCurves.GetByOid(set)), set, digest, null);
        var generator = new ECKeyPairGenerator();
        generator.Init(new ECKeyGenerationParameters(domain, Random));
        var key = new ECPrivateKeyParameters(((ECPrivateKeyParameters)generator.GenerateKeyPair().Private).D, domain);
        return new TestCertificate(Write(issue, key), key);
    }

    /// <summary>Another certificate of the same key.</summary>
    public static TestCertificate Reissue(TestIssue issue, TestCertificate owner) => new(Write(issue, owner.Key), owner.Key);

    /// <summary>PKCS#8, PEM.</summary>
    public string PrivateKeyPem => PemEncoding.WriteString("PRIVATE KEY", PrivateKeyInfo.GetEncoded());

    /// <summary>Encrypted PKCS#8, DER.</summary>
    public byte[] EncryptedPrivateKey =>
        Pkcs8PrivateKeyInfo.Decode(PrivateKeyInfo.GetEncoded(), out _).Encrypt(Password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 2048));

    /// <summary>Little-endian octets, as OpenSSL's engine writes them.</summary>
    public PrivateKeyInfo PrivateKeyInfo => Written(new DerOctetString(Octets));

    public byte[] Octets => Org.BouncyCastle.Utilities.BigIntegers.AsUnsignedByteArray(Key.Parameters.N.BitLength / 8, Key.D).Reverse().ToArray();

    /// <summary>The key with other words for its number.</summary>
    public PrivateKeyInfo Written(Asn1OctetString number) => PrivateKeyInfo.GetInstance(new DerSequence(DerInteger.Zero, Certificate.SubjectPublicKeyInfo.Algorithm, number));

    /// <summary>PKCS#12 with an issuer's certificate before its own.</summary>
    public byte[] Pkcs12(PbeEncryptionAlgorithm cipher, TestCertificate issuer)
    {
        var parameters = new PbeParameters(cipher, cipher == PbeEncryptionAlgorithm.TripleDes3KeyPkcs12 ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256, 2048);
        var (keys, certificates) = (new Pkcs12SafeContents(), new Pkcs12SafeContents());
        keys.AddSafeBag(new Pkcs12ShroudedKeyBag(Pkcs8PrivateKeyInfo.Decode(PrivateKeyInfo.GetEncoded(), out _).Encrypt(Password, parameters)));
        foreach (var der in new[] { issuer.Der, Der })
        {
            certificates.AddSafeBag(new Pkcs12CertBag(new Oid("1.2.840.113549.1.9.22.1"), new DerOctetString(der).GetEncoded()));
        }

        var builder = new Pkcs12Builder();
        builder.AddSafeContentsUnencrypted(keys);
        builder.AddSafeContentsEncrypted(certificates, Password, parameters);
        builder.SealWithMac(Password, HashAlgorithmName.SHA256, 2048);
        return builder.Encode();
    }

    public KeySigner Signer(TimeProvider clock) => KeySigner.OfPkcs8(System.Text.Encoding.ASCII.GetBytes(PrivateKeyPem), null, Der, clock);

    private static X509Certificate Write(TestIssue issue, ECPrivateKeyParameters key)
    {
        var name = new X509Name(
            new List<DerObjectIdentifier> { X509Name.CN, X509Name.O, new("1.2.643.100.1"), new("1.2.643.100.4"), new("1.2.643.3.131.1.1"), new("1.2.643.100.3") },
            new List<string> { issue.Name, "ООО «Ромашка-Тест»", "1027700000008", "7700000009", "770000000004", issue.Snils ?? "99000000153" });
        var generator = new X509V3CertificateGenerator();
        generator.SetSerialNumber(new BigInteger(1, Random.GenerateSeed(16)).SetBit(120));
        generator.SetSubjectDN(name);
        generator.SetIssuerDN(issue.Issuer?.Certificate.SubjectDN ?? name);
        generator.SetNotBefore(DateTime.Parse(issue.NotBefore, null, System.Globalization.DateTimeStyles.AssumeUniversal | System.Globalization.DateTimeStyles.AdjustToUniversal));
        generator.SetNotAfter(DateTime.Parse(issue.NotAfter, null, System.Globalization.DateTimeStyles.AssumeUniversal | System.Globalization.DateTimeStyles.AdjustToUniversal));
        generator.SetPublicKey(new ECPublicKeyParameters(key.Parameters.G.Multiply(key.D).Normalize(), key.Parameters));
        generator.AddExtension(X509Extensions.BasicConstraints, true, issue.PathLength is { } length ? new BasicConstraints(length) : new BasicConstraints(issue.IsAuthority));
        generator.AddExtension(X509Extensions.KeyUsage, true, new KeyUsage(issue.Usage ?? (issue.IsAuthority ? KeyUsage.KeyCertSign | KeyUsage.CrlSign : KeyUsage.DigitalSignature | KeyUsage.NonRepudiation)));
        if (issue.UnknownCriticalExtension)
        {
            generator.AddExtension(new DerObjectIdentifier("1.2.643.99.1"), true, DerNull.Instance);
        }

        var signing = issue.Issuer?.Key ?? key;
        var bits = signing.Parameters.N.BitLength > 300 ? 512 : 256;
        return generator.Generate(new Asn1SignatureFactory($"GOST3411-2012-{bits}WITHECGOST3410-2012-{bits}", signing, Random));
    }
}
