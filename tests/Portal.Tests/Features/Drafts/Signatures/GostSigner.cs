using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.CryptoPro;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Cms;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Operators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Utilities.Collections;
using Org.BouncyCastle.X509;

namespace Portal.Tests.Features.Drafts.Signatures;

/// <summary>Somebody with a key of GOST R 34.10-2012 (256 bit, parameter set B of TC26) on a token of their own.</summary>
internal sealed class GostSigner
{
    private const string Digest = "1.2.643.7.1.1.2.2";
    private static readonly DerObjectIdentifier ParameterSet = new("1.2.643.7.1.2.1.1.2");
    private readonly ECPrivateKeyParameters key;
    private readonly Org.BouncyCastle.X509.X509Certificate certificate;

    public GostSigner(string surname, string givenName)
    {
        var random = new SecureRandom();
        var domain = new ECGost3410Parameters(
            new ECNamedDomainParameters(ParameterSet, ECGost3410NamedCurves.GetByOid(ParameterSet)), ParameterSet, new DerObjectIdentifier(Digest), null);
        var generator = new ECKeyPairGenerator();
        generator.Init(new ECKeyGenerationParameters(domain, random));
        key = new ECPrivateKeyParameters(((ECPrivateKeyParameters)generator.GenerateKeyPair().Private).D, domain);
        var name = new X509Name(new List<DerObjectIdentifier> { X509Name.CN, X509Name.Surname, X509Name.GivenName }, new List<string> { "Тестовая", surname, givenName });
        var issue = new X509V3CertificateGenerator();
        issue.SetSerialNumber(BigInteger.ValueOf(random.NextInt() & int.MaxValue));
        issue.SetSubjectDN(name);
        issue.SetIssuerDN(name);
        issue.SetNotBefore(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        issue.SetNotAfter(new DateTime(2036, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        issue.SetPublicKey(new ECPublicKeyParameters(domain.G.Multiply(key.D).Normalize(), domain));
        certificate = issue.Generate(new Asn1SignatureFactory("GOST3411-2012-256WITHECGOST3410-2012-256", key, random));
        using var loaded = X509CertificateLoader.LoadCertificate(certificate.GetEncoded());
        Thumbprint = loaded.Thumbprint;
    }

    public string Thumbprint { get; }

    /// <summary>A detached signature.</summary>
    public byte[] Sign(byte[] content, bool withCertificate = true)
    {
        var generator = new CmsSignedDataGenerator();
        generator.AddSigner(key, certificate, "1.2.643.7.1.1.1.1", Digest);
        if (withCertificate)
        {
            generator.AddCertificates(CollectionUtilities.CreateStore([certificate]));
        }

        return generator.Generate(new CmsProcessableByteArray(content), false).GetEncoded();
    }
}
