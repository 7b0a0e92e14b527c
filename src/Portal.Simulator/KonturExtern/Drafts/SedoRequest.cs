using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Portal.Simulator.KonturExtern.Drafts;

/// <summary>
/// The request that the service writes itself when a SEDO subscription is sent without a content, as the vendor's SDK does (drafts contract 1.2, 1.7). Its XML is chosen by us: the
/// contract names the document only.
/// </summary>
internal static class SedoRequest
{
    private const string Plan = "fss-sedo-provider-subscription";

    public static bool MayBeEmpty(DraftDocument document) => DraftPlans.TypeOf(document)?.StartsWith(Plan + "-", StringComparison.Ordinal) == true;

    public static byte[] Write(ExternDraft draft)
    {
        var payer = draft.Meta.Payer!;
        var request = new XElement("ПодпискаОператора", new XAttribute("Действие", "subscribe"), Given("РегНомФСС", payer.RegistrationNumberFss), Given("РегНомСФР", payer.RegistrationNumberSfr),
            Given("ИНН", payer.Inn), Given("КПП", payer.Organization?.Kpp));
        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = Encoding.GetEncoding(1251), Indent = true }))
        {
            new XDocument(request).Save(writer);
        }

        return bytes.ToArray();
    }

    private static XAttribute? Given(string name, string? value) => string.IsNullOrEmpty(value) ? null : new XAttribute(name, value);
}
