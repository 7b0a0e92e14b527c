using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.X509;
using Certificate = Org.BouncyCastle.X509.X509Certificate;

namespace Portal.Integrations.Signing;

/// <summary>What a certificate says of its owner and of itself (identifiers: contract goskey 8.3). A field that is not there is null.</summary>
public sealed class CertificateFacts
{
    private static readonly DerObjectIdentifier InnIdentifier = new("1.2.643.3.131.1.1");
    private static readonly DerObjectIdentifier InnOfEntityIdentifier = new("1.2.643.100.4");
    private static readonly DerObjectIdentifier SnilsIdentifier = new("1.2.643.100.3");
    private static readonly DerObjectIdentifier OgrnIdentifier = new("1.2.643.100.1");
    private static readonly DerObjectIdentifier OgrnipIdentifier = new("1.2.643.100.5");

    internal CertificateFacts(Certificate certificate)
    {
        Parsed = certificate;
        Der = certificate.GetEncoded();
        using var loaded = X509CertificateLoader.LoadCertificate(Der.Span);
        Thumbprint = loaded.Thumbprint;
        SerialNumber = Convert.ToHexString(certificate.SerialNumber.ToByteArrayUnsigned());
        (NotBefore, NotAfter) = (new(certificate.NotBefore.ToUniversalTime()), new(certificate.NotAfter.ToUniversalTime()));
        Key = GostAlgorithm.OfKey(certificate.SubjectPublicKeyInfo.Algorithm.Algorithm.Id);
    }

    /// <summary>The certificate as it is.</summary>
    public ReadOnlyMemory<byte> Der { get; }

    /// <summary>SHA-1 of the certificate, upper-case hex.</summary>
    public string Thumbprint { get; }

    /// <summary>Serial number, upper-case hex without leading zeros.</summary>
    public string SerialNumber { get; }

    /// <summary>First moment of validity.</summary>
    public DateTimeOffset NotBefore { get; }

    /// <summary>Last moment of validity.</summary>
    public DateTimeOffset NotAfter { get; }

    /// <summary>The key's algorithm; null when it is not of GOST R 34.10-2012.</summary>
    public GostAlgorithm? Key { get; }

    /// <summary>Common name.</summary>
    public string? CommonName => Field(X509Name.CN);

    /// <summary>Organisation.</summary>
    public string? Organization => Field(X509Name.O);

    /// <summary>Surname with given names, or the common name where there are none: the latter may be the organisation's.</summary>
    public string Owner =>
        Field(X509Name.Surname) is { } surname && Field(X509Name.GivenName) is { } given ? $"{surname} {given}" : CommonName ?? Parsed.SubjectDN.ToString();

    /// <summary>INN of a person or an entrepreneur.</summary>
    public string? Inn => Field(InnIdentifier);

    /// <summary>INN of a legal entity.</summary>
    public string? InnOfEntity => Field(InnOfEntityIdentifier);

    /// <summary>SNILS, 11 digits.</summary>
    public string? Snils => Field(SnilsIdentifier);

    /// <summary>OGRN of a legal entity.</summary>
    public string? Ogrn => Field(OgrnIdentifier);

    /// <summary>OGRNIP of an entrepreneur.</summary>
    public string? Ogrnip => Field(OgrnipIdentifier);

    /// <summary>Common name of whoever issued it, or the whole name where there is none.</summary>
    public string Issuer => Parsed.IssuerDN.GetValueList(X509Name.CN).FirstOrDefault() ?? Parsed.IssuerDN.ToString();

    internal Certificate Parsed { get; }

    /// <summary>Whether the certificate is valid at a moment.</summary>
    public bool IsValidAt(DateTimeOffset moment) => NotBefore <= moment && moment <= NotAfter;

    /// <summary>Reads DER or PEM.</summary>
    /// <exception cref="SigningException"><see cref="SigningFault.CertificateUnreadable"/>.</exception>
    public static CertificateFacts Read(ReadOnlySpan<byte> file)
    {
        try
        {
            if (new X509CertificateParser().ReadCertificate(file.ToArray()) is { } certificate)
            {
                return new CertificateFacts(certificate);
            }
        }
        catch (Exception refused) when (Malformed.Is(refused))
        {
            throw new SigningException(SigningFault.CertificateUnreadable, "The file is no certificate.", refused);
        }

        throw new SigningException(SigningFault.CertificateUnreadable, "The file holds no certificate.");
    }

    /// <summary>Reads every certificate of a PEM file, or the one of a DER file.</summary>
    /// <exception cref="SigningException"><see cref="SigningFault.CertificateUnreadable"/>, also when there is none.</exception>
    public static IReadOnlyList<CertificateFacts> ReadAll(ReadOnlySpan<byte> file)
    {
        var text = System.Text.Encoding.ASCII.GetString(file);
        var found = new List<CertificateFacts>();
        while (System.Security.Cryptography.PemEncoding.TryFind(text, out var pem))
        {
            if (text[pem.Label] == "CERTIFICATE")
            {
                found.Add(Read(Convert.FromBase64String(text[pem.Base64Data])));
            }

            text = text[pem.Location.End..];
        }

        return found.Count > 0 ? found : [Read(file)];
    }

    private string? Field(DerObjectIdentifier identifier) => Parsed.SubjectDN.GetValueList(identifier).FirstOrDefault();
}
