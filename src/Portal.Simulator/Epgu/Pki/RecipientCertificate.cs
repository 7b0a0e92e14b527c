using System.Globalization;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;
using Org.BouncyCastle.X509.Extension;
using Portal.Simulator.KonturExtern.Certificates;

namespace Portal.Simulator.Epgu.Pki;

/// <summary>Certificates as Goskey issues them to people (contract 7.2), a fresh one for every signing.</summary>
internal sealed class RecipientCertificate(Authorities authorities, SimulatorAddress address)
{
    private static readonly string[] Surnames = ["Тестова", "Примерова", "Образцова", "Пробина", "Макетова"];
    private static readonly string[] GivenNames = ["Анна Петровна", "Ольга Игоревна", "Мария Львовна", "Вера Олеговна", "Нина Павловна"];
    private readonly SecureRandom random = new();

    /// <summary>Surname, name and patronymic of whoever has this SNILS.</summary>
    public static (string Surname, string GivenName) NameOf(string snils)
    {
        var number = int.Parse(snils[..9], CultureInfo.InvariantCulture);
        return (Surnames[number % Surnames.Length], GivenNames[number / Surnames.Length % GivenNames.Length]);
    }

    /// <summary>Issues for 11 digits of a SNILS; valid a year from two minutes before <paramref name="now"/>.</summary>
    public SandboxCertificate Issue(string snils, bool qualified, DateTimeOffset now)
    {
        var (authority, name) = (qualified ? authorities.Ukep : authorities.Unep, NameOf(snils));
        var key = GostKey.Generate(random);
        var generator = new X509V3CertificateGenerator();
        generator.SetSerialNumber(new BigInteger(1, random.GenerateSeed(16)).SetBit(120));
        generator.SetIssuerDN(authority.Certificate.SubjectDN);
        generator.SetSubjectDN(CertificateIssue.Name(
            (X509Name.C, "RU"), (X509Name.GivenName, name.GivenName), (X509Name.Surname, name.Surname), (CertificateIssue.Snils, snils),
            (CertificateIssue.Inn, qualified ? InnOf(snils) : null), (X509Name.CN, $"{name.Surname} {name.GivenName}")));
        generator.SetNotBefore(now.UtcDateTime.AddSeconds(-128));
        generator.SetNotAfter(now.UtcDateTime.AddYears(1));
        generator.SetPublicKey(GostKey.PublicOf(key));
        generator.SetIssuerUniqueID([true, false, true, true, false, true, false, false]);
        AddExtensions(generator, authority, key, qualified);
        return new SandboxCertificate("recipient", null, "body", generator.Generate(GostKey.SignatureFactory(authority.Key, random)), key);
    }

    private void AddExtensions(X509V3CertificateGenerator generator, SandboxCertificate authority, Org.BouncyCastle.Crypto.Parameters.ECPrivateKeyParameters key, bool qualified)
    {
        generator.AddExtension(X509Extensions.KeyUsage, true, new KeyUsage(
            KeyUsage.DigitalSignature | KeyUsage.NonRepudiation | KeyUsage.KeyEncipherment | KeyUsage.DataEncipherment | KeyUsage.KeyAgreement));
        generator.AddExtension(X509Extensions.ExtendedKeyUsage, false, qualified
            ? new ExtendedKeyUsage(KeyPurposeID.id_kp_clientAuth, KeyPurposeID.id_kp_emailProtection)
            : new ExtendedKeyUsage(KeyPurposeID.id_kp_emailProtection));
        generator.AddExtension(X509Extensions.CertificatePolicies, false, new DerSequence(new PolicyInformation(new DerObjectIdentifier("1.2.643.100.113.1"))));
        generator.AddExtension(new DerObjectIdentifier("1.2.643.100.111"), false, new DerUtf8String("IDPoint версия 2"));
        if (qualified)
        {
            generator.AddExtension(new DerObjectIdentifier("1.2.643.100.114"), false, DerInteger.Two);
        }

        // Addresses of the simulator itself: nobody is sent to the real centre from a sandbox.
        generator.AddExtension(X509Extensions.CrlDistributionPoints, false, new CrlDistPoint(
            [new DistributionPoint(new DistributionPointName(new GeneralNames(Url($"{authority.Name}.crl"))), null, null)]));
        generator.AddExtension(X509Extensions.AuthorityInfoAccess, false, new AuthorityInformationAccess(
            new AccessDescription(AccessDescription.IdADCAIssuers, Url($"{authority.Name}.cer"))));
        generator.AddExtension(X509Extensions.SubjectKeyIdentifier, false, X509ExtensionUtilities.CreateSubjectKeyIdentifier(GostKey.PublicOf(key)));
        generator.AddExtension(X509Extensions.AuthorityKeyIdentifier, false, X509ExtensionUtilities.CreateAuthorityKeyIdentifier(GostKey.PublicOf(authority.Key)));
    }

    private GeneralName Url(string file) => new(GeneralName.UniformResourceIdentifier, new Uri(address.Root, $"controls/epgu/ca/{file}").ToString());

    private static string InnOf(string snils)
    {
        var head = "77" + snils[..8];
        int[] first = [7, 2, 4, 10, 3, 5, 9, 4, 6, 8], second = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
        head += Control(head, first);
        return head + Control(head, second);

        static int Control(string digits, int[] weights) => digits.Zip(weights, (digit, weight) => (digit - '0') * weight).Sum() % 11 % 10;
    }
}
