using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Security.Certificates;
using Org.BouncyCastle.X509;
using Portal.Simulator.KonturExtern.Wire;

namespace Portal.Simulator.KonturExtern.Docflows;

/// <summary>The certificate that a reply is generated for, with the refusals of drafts contract 5.8.</summary>
internal sealed class ReplyCertificates(TimeProvider wall)
{
    /// <summary>ИНН ЮЛ, or the holder's own where the certificate is a person's.</summary>
    private static readonly DerObjectIdentifier[] Inns = [new("1.2.643.100.4"), new("1.2.643.3.131.1.1")];

    /// <summary>Reads it; 400 when it is none, has run out, or belongs to somebody else than the docflow.</summary>
    public X509Certificate Read(string? base64, Docflow docflow)
    {
        byte[] bytes;
        try
        {
            bytes = base64 is { Length: > 0 } ? Convert.FromBase64String(base64) : throw ExternException.BadRequest("Не указан сертификат.");
        }
        catch (FormatException)
        {
            throw ExternException.BadRequest("Сертификат передан не в base64.");
        }

        X509Certificate? certificate;
        try
        {
            certificate = new X509CertificateParser().ReadCertificate(bytes);
        }
        catch (Exception refused) when (refused is CertificateException or IOException or ArgumentException or InvalidCastException)
        {
            certificate = null;
        }

        return certificate is null ? throw ExternException.BadRequest("Переданные данные не сертификат.")
            : certificate.NotAfter.ToUniversalTime() <= wall.GetUtcNow().UtcDateTime ? throw ExternException.BadRequest("Срок действия сертификата истёк.")
            : InnsOf(certificate) is { Count: > 0 } inns && !inns.Contains(docflow.Payer.Split('-')[0]) ? throw ExternException.BadRequest("ИНН в сертификате не совпадает с ИНН отправителя ответа.")
            : certificate;
    }

    private static List<string> InnsOf(X509Certificate certificate) => [.. Inns.SelectMany(oid => certificate.SubjectDN.GetValueList(oid))];
}
