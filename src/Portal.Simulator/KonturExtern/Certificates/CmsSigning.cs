using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Cms;
using Org.BouncyCastle.Cms;
using Org.BouncyCastle.Utilities.Collections;

namespace Portal.Simulator.KonturExtern.Certificates;

/// <summary>Detached CMS signatures (drafts contract 1.6).</summary>
internal static class CmsSigning
{
    /// <summary>A detached signature with content type, digest and signing time; the content is streamed.</summary>
    public static byte[] Sign(SandboxCertificate signer, Stream content, DateTimeOffset signingTime)
    {
        var attributes = new Dictionary<DerObjectIdentifier, object>
        {
            [CmsAttributes.SigningTime] = new Org.BouncyCastle.Asn1.Cms.Attribute(CmsAttributes.SigningTime, new DerSet(new Time(signingTime.UtcDateTime))),
        };
        var generator = new CmsSignedDataGenerator();
        generator.AddSigner(signer.Key, signer.Certificate, GostKey.Algorithm, GostKey.Digest, new DefaultSignedAttributeTableGenerator(new AttributeTable(attributes)), null);
        generator.AddCertificates(CollectionUtilities.CreateStore([signer.Certificate]));
        return generator.Generate(new StreamedContent(content), false).GetEncoded();
    }

    /// <summary>The thumbprint of the signer's certificate; null when the bytes are no CMS or carry no certificate.</summary>
    public static string? ThumbprintOf(byte[] signature)
    {
        try
        {
            var signed = new CmsSignedData(signature);
            var signer = signed.GetSignerInfos().GetSigners().FirstOrDefault();
            var certificate = signer is null ? null : signed.GetCertificates().EnumerateMatches(signer.SignerID).FirstOrDefault();
            return certificate is null ? null : SandboxCertificate.ThumbprintOf(certificate.GetEncoded());
        }
        catch (Exception refused) when (refused is CmsException or IOException or ArgumentException or InvalidCastException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Whether the bytes are signed data at all.</summary>
    public static bool IsCms(byte[] signature)
    {
        try
        {
            _ = new CmsSignedData(signature);
            return true;
        }
        catch (Exception refused) when (refused is CmsException or IOException or ArgumentException or InvalidCastException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Whether a detached signature is over this content and made by the certificate that it carries.</summary>
    public static bool Verifies(byte[] signature, Stream content)
    {
        try
        {
            var signed = new CmsSignedDataParser(new CmsTypedStream(content), signature);
            signed.GetSignedContent().Drain();
            var certificates = signed.GetCertificates();
            var signers = signed.GetSignerInfos().GetSigners();
            return signers.Count > 0
                && signers.All(signer => certificates.EnumerateMatches(signer.SignerID).FirstOrDefault() is { } certificate && signer.Verify(certificate));
        }
        catch (Exception refused) when (refused is CmsException or IOException or ArgumentException or InvalidCastException or InvalidOperationException
            or Org.BouncyCastle.Security.GeneralSecurityException)
        {
            return false;
        }
    }

    /// <summary>Content that is read once, for its digest.</summary>
    private sealed class StreamedContent(Stream content) : CmsTypedData
    {
        public DerObjectIdentifier ContentType => CmsObjectIdentifiers.Data;

        public void Write(Stream outStream) => content.CopyTo(outStream);
    }
}
