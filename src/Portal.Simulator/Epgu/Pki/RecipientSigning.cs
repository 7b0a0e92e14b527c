using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Cms;
using Org.BouncyCastle.Asn1.Ess;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Cms;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Utilities.Collections;
using Portal.Simulator.KonturExtern.Certificates;
using Attribute = Org.BouncyCastle.Asn1.Cms.Attribute;
using AttributeTable = Org.BouncyCastle.Asn1.Cms.AttributeTable;

namespace Portal.Simulator.Epgu.Pki;

/// <summary>
/// A recipient's detached signature in the two profiles of contract 7.2: plain CMS in DER with three attributes (2023), or BER of indefinite length
/// with signingCertificateV2 (2022).
/// </summary>
internal static class RecipientSigning
{
    public static byte[] Sign(SandboxCertificate signer, Stream content, DateTimeOffset signingTime, bool profile2022)
    {
        var generator = new CmsSignedDataGenerator { UseDefiniteLength = !profile2022 };
        generator.AddSigner(signer.Key, signer.Certificate, GostKey.Algorithm, GostKey.Digest, new Attributes(signer, signingTime, profile2022), null);
        generator.AddCertificates(CollectionUtilities.CreateStore([signer.Certificate]));
        var signed = generator.Generate(new StreamedContent(content), false);
        return profile2022 ? signed.GetEncoded(Asn1Encodable.Ber) : signed.GetEncoded(Asn1Encodable.Der);
    }

    private sealed class Attributes(SandboxCertificate signer, DateTimeOffset signingTime, bool withCertificate) : CmsAttributeTableGenerator
    {
        public AttributeTable GetAttributes(IDictionary<CmsAttributeTableParameter, object> parameters)
        {
            var attributes = new Asn1EncodableVector(
                new Attribute(CmsAttributes.ContentType, new DerSet((DerObjectIdentifier)parameters[CmsAttributeTableParameter.ContentType])),
                new Attribute(CmsAttributes.SigningTime, new DerSet(new Org.BouncyCastle.Asn1.Cms.Time(signingTime.UtcDateTime))),
                new Attribute(CmsAttributes.MessageDigest, new DerSet(new DerOctetString((byte[])parameters[CmsAttributeTableParameter.Digest]))));
            if (withCertificate)
            {
                var hash = DigestUtilities.CalculateDigest(GostKey.Digest, signer.Certificate.GetEncoded());
                var issuerSerial = new IssuerSerial(new GeneralNames(new GeneralName(signer.Certificate.IssuerDN)), new DerInteger(signer.Certificate.SerialNumber));
                var id = new EssCertIDv2(new AlgorithmIdentifier(new DerObjectIdentifier(GostKey.Digest)), hash, issuerSerial);
                attributes.Add(new Attribute(Org.BouncyCastle.Asn1.Pkcs.PkcsObjectIdentifiers.IdAASigningCertificateV2, new DerSet(new SigningCertificateV2([id]))));
            }

            return new AttributeTable(attributes);
        }
    }

    private sealed class StreamedContent(Stream content) : CmsTypedData
    {
        public DerObjectIdentifier ContentType => CmsObjectIdentifiers.Data;

        public void Write(Stream outStream) => content.CopyTo(outStream);
    }
}
