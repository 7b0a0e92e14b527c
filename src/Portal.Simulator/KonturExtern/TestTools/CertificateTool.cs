using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Portal.Simulator.KonturExtern.Wire;
using Portal.Simulator.People;

namespace Portal.Simulator.KonturExtern.TestTools;

/// <summary>
/// <c>generate-certificate</c>: a certificate with its key that the cloud does not know. The key is RSA, since nothing free reads a GOST key from PKCS#12;
/// it is answered as PEM, and the PKCS#12 has an empty password (chosen by us: the vendor's own text is the registry file of a paid program).
/// </summary>
internal sealed class CertificateTool(PersonMaker maker, ICertificateOwners owners)
{
    public void Map(ExternRoutes routes) => routes.Tool("POST", "generate-certificate", GenerateAsync);

    private async Task<ExternAnswer> GenerateAsync(HttpContext http)
    {
        var asked = await ToolCall.ReadAsync<CertificateRequest>(http);
        if (ToolValues.Text(asked.Encoding, "encoding") is { } encoding && !IsEncoding(encoding))
        {
            throw ToolValues.Wrong("encoding", "такой кодировки нет");
        }

        var inn = ToolValues.Inn(asked.Inn);
        var kpp = ToolValues.Kpp(asked.Kpp, inn);
        var organization = inn.Length == 12 ? null : new DemoOrganization(ToolValues.OrganizationName(asked.OrganizationName), inn, kpp);
        var person = maker.Imagine(ToolValues.Fio(asked.Surname, asked.FirstName, asked.Patronymic), organization is null ? inn : null, organization);
        var email = ToolValues.Text(asked.Email, "email") ?? person.Email;
        if (!email.All(char.IsAscii) || email.IndexOf('@', StringComparison.Ordinal) < 1)
        {
            throw ToolValues.Wrong("email", "нужен адрес вида имя@домен");
        }

        using var key = RSA.Create(2048);
        using var bare = X509CertificateLoader.LoadCertificate(owners.Issue(person with { Email = email }, key.ExportSubjectPublicKeyInfo()));
        using var pair = bare.CopyWithPrivateKey(key);
        return await ToolCall.JsonAsync(http, new { Certificate = bare.RawData, PrivateKey = key.ExportPkcs8PrivateKeyPem(), Pfx = pair.Export(X509ContentType.Pkcs12, "") });
    }

    private static bool IsEncoding(string name) =>
        name.Equals("Unicode", StringComparison.OrdinalIgnoreCase) || Encoding.GetEncodings().Any(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            || CodePagesEncodingProvider.Instance.GetEncoding(name) is not null;

    private sealed record CertificateRequest
    {
        public string? Inn { get; init; }

        public string? Kpp { get; init; }

        public string? OrganizationName { get; init; }

        public string? FirstName { get; init; }

        public string? Surname { get; init; }

        public string? Patronymic { get; init; }

        public string? Email { get; init; }

        public string? Encoding { get; init; }
    }
}
