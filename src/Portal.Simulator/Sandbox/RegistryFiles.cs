using System.Globalization;
using System.Text;
using Portal.Simulator.People;

namespace Portal.Simulator.Sandbox;

/// <summary>
/// <c>registry.csv</c> (certificates the partner issued) and <c>links.csv</c> (users Kontur's support linked by hand). UTF-8 with BOM,
/// semicolons. Rewritten at every start and after a reset.
/// </summary>
public sealed class RegistryFiles(SandboxFolder sandbox, IServiceProvider services)
{
    /// <summary>Writes both files.</summary>
    public void Write()
    {
        WriteCsv("registry.csv", "ИдПользователя;ФИО;ИНН;КПП;Организация;Телефон;СНИЛС;Отпечаток;ДействуетДо", DemoPeople.All.Where(person => person.InRegistry).SelectMany(Rows));
        WriteCsv(
            "links.csv",
            "ИдПользователя;ИдВКонтуре",
            DemoPeople.All.Where(person => person.LinkedServiceUserId is not null).Select(person => new[] { person.Subject, person.LinkedServiceUserId.ToString() }));
    }

    private IEnumerable<string?[]> Rows(DemoPerson person)
    {
        IReadOnlyList<IssuedCertificate?> certificates = services.GetService<ICertificateOwners>()?.CertificatesOf(person) ?? [];
        foreach (var certificate in certificates.DefaultIfEmpty())
        {
            yield return
            [
                person.Subject, person.FullName, person.Organization?.Inn, person.Organization?.Kpp, person.Organization?.Name, person.Phone, person.Snils,
                certificate?.Thumbprint, certificate?.NotAfter.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture),
            ];
        }
    }

    private void WriteCsv(string name, string header, IEnumerable<string?[]> rows)
    {
        var text = new StringBuilder(header).Append("\r\n");
        foreach (var row in rows)
        {
            text.AppendJoin(';', row.Select(Cell)).Append("\r\n");
        }

        sandbox.Write(name, [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())]);
    }

    private static string Cell(string? value) => value is null ? ""
        : value.AsSpan().ContainsAny(";\"\r\n") ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : value;
}
