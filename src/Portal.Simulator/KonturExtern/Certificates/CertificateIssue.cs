using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;
using Org.BouncyCastle.X509.Extension;
using Portal.Simulator.People;

namespace Portal.Simulator.KonturExtern.Certificates;

/// <summary>Writes X.509 certificates with the subject fields of a Russian qualified certificate.</summary>
internal static class CertificateIssue
{
    public static readonly DerObjectIdentifier Inn = new("1.2.643.3.131.1.1");
    public static readonly DerObjectIdentifier InnLe = new("1.2.643.100.4");
    public static readonly DerObjectIdentifier Snils = new("1.2.643.100.3");
    public static readonly DerObjectIdentifier Ogrn = new("1.2.643.100.1");

    public static X509Name PersonName(DemoPerson person)
    {
        var parts = person.FullName.Split(' ', 2);
        var organization = person.Organization;
        return Name(
            (X509Name.CN, organization?.Name ?? person.FullName), (X509Name.Surname, parts[0]), (X509Name.GivenName, parts.ElementAtOrDefault(1)),
            (X509Name.C, "RU"), (X509Name.ST, $"Регион {organization?.Inn[..2] ?? "66"}"), (X509Name.O, organization?.Name), (X509Name.T, person.Position),
            (X509Name.EmailAddress, person.Email), (Inn, person.Inn), (InnLe, organization?.Inn), (Snils, person.Snils),
            (Ogrn, organization is null ? null : OgrnOf(organization.Inn)));
    }

    public static X509Name BodyName(string name, string inn) =>
        Name((X509Name.CN, name), (X509Name.O, name), (X509Name.C, "RU"), (InnLe, inn), (Ogrn, OgrnOf(inn)));

    /// <summary>A made-up OGRN with a right control digit.</summary>
    public static string OgrnOf(string inn)
    {
        var head = $"102{inn[..2]}0{inn[4..10]}";
        return head + (long.Parse(head, System.Globalization.CultureInfo.InvariantCulture) % 11 % 10);
    }

    public static X509Certificate Issue(
        X509Name subject, AsymmetricKeyParameter publicKey, X509Name issuer, ECPrivateKeyParameters issuerKey, DateTimeOffset from, DateTimeOffset to, bool isCa, SecureRandom random)
    {
        var generator = new X509V3CertificateGenerator();
        generator.SetSerialNumber(new BigInteger(1, random.GenerateSeed(16)).SetBit(120));
        generator.SetSubjectDN(subject);
        generator.SetIssuerDN(issuer);
        generator.SetNotBefore(from.UtcDateTime);
        generator.SetNotAfter(to.UtcDateTime);
        generator.SetPublicKey(publicKey);
        generator.AddExtension(X509Extensions.BasicConstraints, true, new BasicConstraints(isCa));
        generator.AddExtension(X509Extensions.SubjectKeyIdentifier, false, X509ExtensionUtilities.CreateSubjectKeyIdentifier(publicKey));
        generator.AddExtension(X509Extensions.AuthorityKeyIdentifier, false, X509ExtensionUtilities.CreateAuthorityKeyIdentifier(GostKey.PublicOf(issuerKey)));
        if (isCa)
        {
            generator.AddExtension(X509Extensions.KeyUsage, true, new KeyUsage(KeyUsage.KeyCertSign | KeyUsage.CrlSign));
        }
        else
        {
            generator.AddExtension(X509Extensions.KeyUsage, true, new KeyUsage(
                KeyUsage.DigitalSignature | KeyUsage.NonRepudiation | KeyUsage.KeyEncipherment | KeyUsage.DataEncipherment));
            generator.AddExtension(X509Extensions.ExtendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeID.id_kp_clientAuth, KeyPurposeID.id_kp_emailProtection));
            generator.AddExtension(X509Extensions.CertificatePolicies, false, new DerSequence(
                new PolicyInformation(new DerObjectIdentifier("1.2.643.100.113.1")), new PolicyInformation(new DerObjectIdentifier("1.2.643.100.113.2"))));
        }

        return generator.Generate(GostKey.SignatureFactory(issuerKey, random));
    }

    /// <summary>The longest value of a name's field (RFC 5280); longer ones are cut, as certification centres do.</summary>
    private const int Longest = 64;

    /// <summary>BouncyCastle would take a leading number sign for hexadecimal, and eats a leading backslash.</summary>
    private static string Plain(string value) => value[0] is '#' or '\\' ? "\\" + value : value;

    /// <summary>A name of the fields that have a value, in the given order.</summary>
    public static X509Name Name(params (DerObjectIdentifier Oid, string? Value)[] fields)
    {
        var given = fields.Where(field => !string.IsNullOrEmpty(field.Value)).ToList();
        return new X509Name([.. given.Select(field => field.Oid)], [.. given.Select(field => Plain(field.Value!.Length > Longest ? field.Value[..Longest].TrimEnd() : field.Value))]);
    }
}
