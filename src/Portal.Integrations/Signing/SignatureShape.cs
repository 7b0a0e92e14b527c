using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Cms;
using Org.BouncyCastle.Asn1.Ess;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Security;
using ContentInfo = Org.BouncyCastle.Asn1.Cms.ContentInfo;
using SignedData = Org.BouncyCastle.Asn1.Cms.SignedData;
using IssuerAndSerialNumber = Org.BouncyCastle.Asn1.Cms.IssuerAndSerialNumber;
using SignerInfo = Org.BouncyCastle.Asn1.Cms.SignerInfo;

namespace Portal.Integrations.Signing;

/// <summary>What a CMS signature is made of, whoever made it (contract goskey 6.2, 7.2). Reading proves nothing; <see cref="DetachedSignature"/> does.</summary>
internal sealed class SignatureShape
{
    private SignatureShape(SignedData data, SignerInfo? signer, bool isDer)
    {
        (Data, Signer, IsDer) = (data, signer, isDer);
        Signers = data.SignerInfos.Count;
        IsDetached = data.EncapContentInfo.Content is null;
        SaysData = data.EncapContentInfo.ContentType.Equals(CmsObjectIdentifiers.Data)
            && (Attribute(CmsAttributes.ContentType) is not { } type || CmsObjectIdentifiers.Data.Equals(type));
    }

    public SignedData Data { get; }

    /// <summary>The first signer.</summary>
    public SignerInfo? Signer { get; }

    public int Signers { get; }

    public bool IsDetached { get; }

    public bool IsDer { get; }

    /// <summary>The content type is "data", outside and in the signed attribute.</summary>
    public bool SaysData { get; }

    /// <summary>What contract goskey 6.2 forbids, in words; null when nothing.</summary>
    public string? Flaw =>
        Signers != 1 ? $"it has {Signers} signers instead of one"
        : !IsDetached ? "it encloses the content"
        : !SaysData || !HasDigest || !HasSigningTime ? "content type, digest and signing time are not each signed once"
        : GostAlgorithm.OfDigest(Signer!.DigestAlgorithm.Algorithm.Id) is not { } algorithm ? "its digest is no Streebog"
        : Signer.SignatureAlgorithm.Algorithm.Id is var named && named != algorithm.Key && named != algorithm.SignatureWithDigest ? "its algorithm is not GOST R 34.10-2012"
        : null;

    public bool HasSigningTime => Attribute(CmsAttributes.SigningTime) is not null;

    public bool HasDigest => Attribute(CmsAttributes.MessageDigest) is not null;

    /// <summary>Null when these bytes are no CMS signed data.</summary>
    public static SignatureShape? TryRead(byte[] bytes)
    {
        try
        {
            // Whole: what follows the signature would be sent along unsigned.
            var content = ContentInfo.GetInstance(Asn1Object.FromByteArray(bytes));
            if (!CmsObjectIdentifiers.SignedData.Equals(content.ContentType))
            {
                return null;
            }

            var data = SignedData.GetInstance(content.Content);
            var signer = data.SignerInfos.Count == 0 ? null : SignerInfo.GetInstance(data.SignerInfos[0]);
            return new SignatureShape(data, signer, bytes.AsSpan().SequenceEqual(content.GetEncoded(Asn1Encodable.Der)));
        }
        catch (Exception refused) when (Malformed.Is(refused))
        {
            return null;
        }
    }

    /// <summary>Whether the signer is named by the issuer and the serial number of this certificate.</summary>
    public bool IsSignedBy(CertificateFacts certificate)
    {
        try
        {
            // A signer may be named by a key identifier instead, which is an octet string.
            var named = IssuerAndSerialNumber.GetInstance(Signer?.SignerID.ID);
            return named is not null && named.SerialNumber.Value.Equals(certificate.Parsed.SerialNumber)
                && named.Issuer.Equivalent(certificate.Parsed.IssuerDN);
        }
        catch (Exception refused) when (Malformed.Is(refused))
        {
            return false;
        }
    }

    /// <summary>Whether the signed attribute of the signing certificate names this one; null when there is no such attribute.</summary>
    public bool? NamesCertificate(CertificateFacts certificate)
    {
        if (Attribute(PkcsObjectIdentifiers.IdAASigningCertificateV2) is not { } value)
        {
            return null;
        }

        try
        {
            return SigningCertificateV2.GetInstance(value).GetCerts() is [var first, ..]
                && DigestUtilities.CalculateDigest(first.HashAlgorithm.Algorithm, certificate.Der.ToArray()).AsSpan().SequenceEqual(first.GetCertHash());
        }
        catch (Exception refused) when (Malformed.Is(refused))
        {
            return false;
        }
    }

    // The one value of a signed attribute that is there once.
    private Asn1Encodable? Attribute(DerObjectIdentifier type)
    {
        if (Signer?.SignedAttrs is not { } attributes)
        {
            return null;
        }

        var found = attributes.Select(Org.BouncyCastle.Asn1.Cms.Attribute.GetInstance).Where(one => one.AttrType.Equals(type)).ToList();
        return found is [{ AttrValues: [var value] }] ? value : null;
    }
}
