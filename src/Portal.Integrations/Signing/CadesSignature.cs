using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Cms;
using Org.BouncyCastle.Asn1.Ess;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Asn1.X509;
using ContentInfo = Org.BouncyCastle.Asn1.Cms.ContentInfo;
using SignedData = Org.BouncyCastle.Asn1.Cms.SignedData;
using SignerInfo = Org.BouncyCastle.Asn1.Cms.SignerInfo;

namespace Portal.Integrations.Signing;

/// <summary>
/// A CAdES-BES signature put together from a digest (contract goskey 6.2). Not by BouncyCastle's generator: it wants the content, adds the attribute
/// "algorithm protection", which no Russian program writes (8.4), and leaves the encoding BER.
/// </summary>
internal static class CadesSignature
{
    /// <summary>Signed attributes: content type, digest, time and the signing certificate. Their DER is what the key signs.</summary>
    public static DerSet Attributes(ContentDigest digest, CertificateFacts certificate, DateTimeOffset signingTime) => new(new Asn1Encodable[]
    {
        Attribute(CmsAttributes.ContentType, CmsObjectIdentifiers.Data),
        Attribute(CmsAttributes.SigningTime, new Org.BouncyCastle.Asn1.Cms.Time(signingTime.UtcDateTime)),
        Attribute(CmsAttributes.MessageDigest, new DerOctetString(digest.Value.ToArray())),
        Attribute(PkcsObjectIdentifiers.IdAASigningCertificateV2, SigningCertificate(certificate, digest.Algorithm)),
    });

    /// <summary>The whole in DER.</summary>
    public static byte[] Assemble(DerSet attributes, byte[] signature, CertificateFacts certificate, GostAlgorithm algorithm)
    {
        var issued = certificate.Parsed.CertificateStructure;
        var signer = new SignerInfo(
            new SignerIdentifier(new Org.BouncyCastle.Asn1.Cms.IssuerAndSerialNumber(issued.Issuer, issued.SerialNumber)), algorithm.DigestIdentifier, attributes,
            algorithm.KeyIdentifier, new DerOctetString(signature), (Asn1Set?)null);
        return Encode(new SignedData(
            new DerSet(algorithm.DigestIdentifier), new ContentInfo(CmsObjectIdentifiers.Data, null), new DerSet(Asn1Object.FromByteArray(certificate.Der.ToArray())), null,
            new DerSet(signer)));
    }

    /// <summary>A signature of another program in DER, with the signer's certificate alone: whatever else was enclosed is not signed and not wanted.</summary>
    public static byte[] Normalize(SignedData foreign, CertificateFacts certificate) =>
        Encode(new SignedData(
            foreign.DigestAlgorithms, foreign.EncapContentInfo, new DerSet(Asn1Object.FromByteArray(certificate.Der.ToArray())), null, foreign.SignerInfos));

    private static byte[] Encode(SignedData signed) => new ContentInfo(CmsObjectIdentifiers.SignedData, signed).GetEncoded(Asn1Encodable.Der);

    private static Org.BouncyCastle.Asn1.Cms.Attribute Attribute(DerObjectIdentifier type, Asn1Encodable value) => new(type, new DerSet(value));

    private static SigningCertificateV2 SigningCertificate(CertificateFacts certificate, GostAlgorithm algorithm)
    {
        var issued = certificate.Parsed.CertificateStructure;
        var issuer = new IssuerSerial(new GeneralNames(new GeneralName(issued.Issuer)), issued.SerialNumber);
        return new SigningCertificateV2(new EssCertIDv2(algorithm.DigestIdentifier, ContentDigest.Of(certificate.Der.Span, algorithm).Value.ToArray(), issuer));
    }
}
