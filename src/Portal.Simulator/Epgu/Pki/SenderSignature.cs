using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Cms;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Cms;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;
using Portal.Simulator.Esia;
using Portal.Simulator.KonturExtern.Certificates;
using Attribute = Org.BouncyCastle.Asn1.Cms.Attribute;

namespace Portal.Simulator.Epgu.Pki;

/// <summary>What a sender's signature says. <see cref="Problem"/> is null when it is cryptographically right.</summary>
internal sealed record SenderSignature(string? Problem, X509Certificate? Certificate = null, DateTimeOffset? SignedAt = null)
{
    /// <summary>Checks a detached CMS over the content, which is read once (contract 6.2): one signer with its certificate, digest, signature.</summary>
    public static SenderSignature Read(byte[] cms, Stream content) => Guarded(() =>
    {
        if (new CmsSignedData(cms).SignedContent is not null)
        {
            return new SenderSignature("подпись не откреплённая");
        }

        var parser = new CmsSignedDataParser(new CmsTypedStream(content), cms);
        parser.GetSignedContent().Drain();
        return Verified(parser.GetSignerInfos(), parser.GetCertificates());
    });

    /// <summary>The signature of an API-Key: detached by the prose of contract 2.1, with the key inside in its sample; both pass.</summary>
    public static SenderSignature ReadOfKey(byte[] cms, byte[] key) => Guarded(() =>
    {
        var signed = new CmsSignedData(cms);
        if (signed.SignedContent is null)
        {
            signed = new CmsSignedData(new CmsProcessableByteArray(key), cms);
        }
        else if (signed.SignedContent is not CmsProcessableByteArray enclosed || !Bytes(enclosed).AsSpan().SequenceEqual(key))
        {
            return new SenderSignature("подписан другой API-Key");
        }

        return Verified(signed.GetSignerInfos(), signed.GetCertificates());
    });

    /// <summary>Whether the certificate is the organisation's own, of the senders' centre, and valid; else why not (contract A.1, A.4 step 9).</summary>
    public static string? Distrust(X509Certificate certificate, SandboxCertificate authority, EsiaOrganization organization, DateTimeOffset now)
    {
        if (!certificate.IssuerDN.Equivalent(authority.Certificate.SubjectDN) || Guarded(() =>
        {
            certificate.Verify(authority.Certificate.GetPublicKey());
            return new SenderSignature(Problem: null);
        }).Problem is not null)
        {
            return "сертификат выдан неизвестным удостоверяющим центром";
        }

        if (!certificate.IsValid(now.UtcDateTime))
        {
            return "срок действия сертификата не начался или истёк";
        }

        if (Field(certificate, CertificateIssue.Ogrn) is not { } ogrn)
        {
            return "в сертификате нет сведений об организации";
        }

        return ogrn == organization.Ogrn ? null : "сертификат другой организации";
    }

    private static SenderSignature Verified(SignerInformationStore signers, Org.BouncyCastle.Utilities.Collections.IStore<X509Certificate> certificates)
    {
        if (signers.GetSigners() is not [var signer])
        {
            return new SenderSignature("в подписи не один подписант");
        }

        if (certificates.EnumerateMatches(signer.SignerID).FirstOrDefault() is not { } certificate)
        {
            return new SenderSignature("в подписи нет сертификата подписанта");
        }

        // BouncyCastle throws for a wrong digest and answers false for a wrong signature (contract 8.5, 3).
        if (!signer.Verify(certificate))
        {
            return new SenderSignature("подпись не соответствует содержимому");
        }

        return signer.SignedAttributes?[CmsAttributes.SigningTime] is Attribute { AttrValues.Count: 1 } time
            ? new SenderSignature(null, certificate, new DateTimeOffset(Org.BouncyCastle.Asn1.Cms.Time.GetInstance(time.AttrValues[0]).ToDateTime(), TimeSpan.Zero))
            : new SenderSignature("в подписи нет времени подписания");
    }

    private static byte[] Bytes(CmsProcessable content)
    {
        using var buffer = new MemoryStream();
        content.Write(buffer);
        return buffer.ToArray();
    }

    private static string? Field(X509Certificate certificate, DerObjectIdentifier field) => certificate.SubjectDN.GetValueList(field) is [string value, ..] ? value : null;

    private static SenderSignature Guarded(Func<SenderSignature> read)
    {
        try
        {
            return read();
        }
        catch (Exception refused) when (refused is CmsException or IOException or ArgumentException or InvalidCastException or InvalidOperationException or GeneralSecurityException
            or Asn1Exception or Org.BouncyCastle.Crypto.CryptoException or FormatException or NullReferenceException)
        {
            return new SenderSignature("подпись не читается или неверна");
        }
    }
}
