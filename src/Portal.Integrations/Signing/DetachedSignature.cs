using System.Buffers.Text;
using System.Text;
using Org.BouncyCastle.Asn1.Cms;
using Org.BouncyCastle.Cms;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Security;

namespace Portal.Integrations.Signing;

/// <summary>What is wrong with a signature.</summary>
public enum SignatureFault
{
    /// <summary>The bytes are no CMS signature.</summary>
    NotSignature,

    /// <summary>The signer's certificate is not in it.</summary>
    NoCertificate,

    /// <summary>It does not cover these bytes, or was not made with the key of its certificate.</summary>
    DoesNotMatch,

    /// <summary>It has more than one signer. This and what follows are told by <see cref="ResultVerification"/> only.</summary>
    SeveralSigners,

    /// <summary>It encloses a content of its own.</summary>
    NotDetached,

    /// <summary>Content type, digest or time are not signed, or the content type is not "data".</summary>
    AttributesMissing,

    /// <summary>A signed attribute names another certificate than the enclosed one.</summary>
    NamesAnotherCertificate,

    /// <summary>The digest is not of GOST R 34.11-2012.</summary>
    ForeignAlgorithm,
}

/// <summary>Who signed.</summary>
/// <param name="Thumbprint">SHA-1 of the certificate, upper-case hex.</param>
/// <param name="Owner">Name in the certificate.</param>
/// <param name="SignedAt">When, as the signature itself says; null when it does not.</param>
public sealed record Signer(string Thumbprint, string Owner, DateTimeOffset? SignedAt)
{
    internal Signer(CertificateFacts certificate, DateTimeOffset? signedAt)
        : this(certificate.Thumbprint, certificate.Owner, signedAt) => Certificate = certificate;

    /// <summary>The certificate in the signature.</summary>
    public CertificateFacts? Certificate { get; }
}

/// <summary>What came of a verification: <see cref="Fault"/> null means that the signature covers the bytes.</summary>
public sealed record SignatureVerdict(SignatureFault? Fault, Signer? Signer);

/// <summary>
/// A detached CMS signature by GOST R 34.10-2012 (contract drafts 1.6), verified with BouncyCastle: the platform's <c>SignedCms</c> does not know the algorithm.
/// The chain of the certificate is not built: who may sign is decided by the registry.
/// </summary>
public static class DetachedSignature
{
    /// <summary>
    /// Verifies against the bytes, which are read once, to their end. They are hashed here and not by BouncyCastle, which would read them while blocking
    /// the thread: in a circuit that never ends.
    /// </summary>
    public static async Task<SignatureVerdict> VerifyAsync(ReadOnlyMemory<byte> signature, Stream content, CancellationToken cancellationToken = default)
    {
        if (signature.IsEmpty)
        {
            return new SignatureVerdict(SignatureFault.NotSignature, null);
        }

        var der = signature.ToArray();
        Dictionary<string, IDigest> digests;
        try
        {
            digests = new CmsSignedData(der).GetSignerInfos().GetSigners().Select(signer => signer.DigestAlgorithmID.Algorithm.Id).Distinct()
                .ToDictionary(id => id, id => GostAlgorithm.OfDigest(id)?.NewDigest() ?? DigestUtilities.GetDigest(id));
        }
        catch (Exception refused) when (Malformed.Is(refused))
        {
            return new SignatureVerdict(SignatureFault.NotSignature, null);
        }

        await ContentDigest.ReadAsync(content, digests.Values, cancellationToken);
        return Judge(der, digests.ToDictionary(digest => digest.Key, digest => DigestUtilities.DoFinal(digest.Value)), atSigningTime: true);
    }

    /// <summary>
    /// Verifies against a digest that was taken before. Whether the certificate was valid at the time of signing is no matter of this verdict:
    /// who asks for it looks at the certificate.
    /// </summary>
    public static SignatureVerdict Verify(ReadOnlyMemory<byte> signature, ContentDigest digest) =>
        Judge(signature.ToArray(), new Dictionary<string, byte[]> { [digest.Algorithm.Digest] = digest.Value.ToArray() }, atSigningTime: false);

    /// <summary>The bytes of a signature file: DER as it is, or PEM or base64 as some programs write it.</summary>
    public static byte[] Decode(byte[] file)
    {
        const byte Sequence = 0x30;
        if (file is [Sequence, >= 0x80, ..])
        {
            return file;
        }

        var lines = Encoding.ASCII.GetString(file).Split('\n', '\r').Where(line => !line.StartsWith("-----", StringComparison.Ordinal));
        var text = string.Concat(lines).Trim();
        return text.Length > 0 && Base64.IsValid(text) ? Convert.FromBase64String(text) : file;
    }

    private static SignatureVerdict Judge(byte[] der, Dictionary<string, byte[]> digests, bool atSigningTime)
    {
        Signer? first = null;
        try
        {
            var signed = new CmsSignedData(digests, der);
            var certificates = signed.GetCertificates();
            var signers = signed.GetSignerInfos().GetSigners();
            foreach (var signer in signers)
            {
                if (certificates.EnumerateMatches(signer.SignerID).FirstOrDefault() is not { } certificate)
                {
                    return new SignatureVerdict(SignatureFault.NoCertificate, first);
                }

                var (facts, signedAt) = (new CertificateFacts(certificate), SigningTimeOf(signer));
                first ??= new Signer(facts, signedAt);
                if (!digests.ContainsKey(signer.DigestAlgorithmID.Algorithm.Id) || !signer.Verify(GostPublicKey.Of(facts))
                    || (atSigningTime && signedAt is { } at && !facts.IsValidAt(at)))
                {
                    return new SignatureVerdict(SignatureFault.DoesNotMatch, first);
                }
            }

            return new SignatureVerdict(signers.Count == 0 ? SignatureFault.NotSignature : null, first);
        }
        catch (Exception refused) when (Malformed.Is(refused))
        {
            // A digest that differs comes as an exception, after the signer was read.
            return new SignatureVerdict(first is null ? SignatureFault.NotSignature : SignatureFault.DoesNotMatch, first);
        }
    }

    private static DateTimeOffset? SigningTimeOf(SignerInformation signer) =>
        signer.SignedAttributes?[CmsAttributes.SigningTime] is { AttrValues: [var value, ..] }
            ? new DateTimeOffset(Org.BouncyCastle.Asn1.Cms.Time.GetInstance(value).ToDateTime(), TimeSpan.Zero) : null;
}
