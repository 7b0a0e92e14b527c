using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Portal.Simulator.KonturExtern.Docflows;
using Portal.Simulator.KonturExtern.Handbooks;

namespace Portal.Simulator.KonturExtern.TestTools;

/// <summary>Writes report files: ИдФайл is the name of the file, and the payer is said in СвНП and in ИдФайл alike.</summary>
internal static class FufWriter
{
    public static DocflowText Write(FufForm form, ReportFacts facts, bool windows1251)
    {
        var version = FnsForms.Describe(form.Knd).Version;
        var document = FufForms.Element(
            "Документ",
            [
                ("КНД", form.Knd), ("ДатаДок", FufForms.Day(facts.At)), ("Период", form.Period), ("ОтчетГод", (facts.At.Year - 1).ToString(CultureInfo.InvariantCulture)),
                ("КодНО", facts.Inspection), ("НомКорр", "0"),
            ],
            Payer(form, facts), Signatory(facts), form.Body());
        return File(IdOf(form.Prefix, facts), version, document, windows1251);
    }

    /// <summary>Three files that name each other: the declaration, its book of purchases and its book of sales.</summary>
    public static (DocflowText Main, DocflowText Purchases, DocflowText Sales) WriteValueAdded(ReportFacts facts, bool windows1251)
    {
        var (purchases, sales) = (IdOf("NO_NDS.8", facts), IdOf("NO_NDS.9", facts));
        var form = FufForms.ValueAdded(purchases, sales);
        var version = FnsForms.Describe(form.Knd).Version;
        return (
            Write(form, facts, windows1251),
            File(purchases, version, FufForms.Purchases(facts, ToolValues.OrganizationInn(null)), windows1251),
            File(sales, version, FufForms.Sales(facts, ToolValues.OrganizationInn(null)), windows1251));
    }

    /// <summary>A form of Rosstat (П-4, ОКУД 0606010) with what the service reads of it; its file is named by the ОКУД.</summary>
    public static DocflowText WriteStat(string name, DateTimeOffset at)
    {
        var report = FufForms.Element(
            "report", [("code", "606010"), ("okud", "0606010"), ("form", "12"), ("shortname", "П-4"), ("year", (at.Year - 1).ToString(CultureInfo.InvariantCulture)), ("period", "0401"), ("version", "21-11-2023")],
            FufForms.Element("title", [], FufForms.Element("item", ("name", "name"), ("value", name)), FufForms.Element("item", ("name", "okpo"), ("value", "12345678"))),
            FufForms.Element("sections", [], FufForms.Element("section", [("code", "1")], FufForms.Element("row", [("code", "01")], FufForms.Element("col", ("code", "1"), ("value", "12"))))));
        return Save($"0606010_{Guid.NewGuid():N}", report, windows1251: false);
    }

    private static string IdOf(string prefix, ReportFacts facts) => string.Create(
        CultureInfo.InvariantCulture, $"{prefix}_{facts.Inspection}_{facts.Inspection}_{facts.Inn}{facts.Kpp}_{facts.At:yyyyMMdd}_{Guid.NewGuid()}");

    private static XElement Payer(FufForm form, ReportFacts facts) => FufForms.Element(
        "СвНП", [("ОКВЭД", "62.01"), ("ОКПО", "12345678"), ("ОКТМО", "65701000"), ("Тлф", "+7 800 000-00-00")],
        !facts.IsPerson ? FufForms.Element("НПЮЛ", ("НаимОрг", facts.Name), ("ИННЮЛ", facts.Inn), ("КПП", facts.Kpp!))
            : FufForms.Element(form == FufForms.PersonalIncome ? "НПФЛ" : "НПИП", [("ИННФЛ", facts.Inn)], Name(facts.Chief)));

    private static XElement Signatory(ReportFacts facts) => FufForms.Element(
        "Подписант", [("ПрПодп", facts.Warrant is null ? "1" : "2")],
        [Name(facts.Chief), .. facts.Warrant is { } warrant ? [FufForms.Element("СвПред", ("НаимДок", warrant))] : Array.Empty<XElement>()]);

    private static XElement Name(Fio fio) => FufForms.Element(
        "ФИО", [("Фамилия", fio.Surname), ("Имя", fio.Name), .. fio.Patronymic is { } patronymic ? [("Отчество", patronymic)] : Array.Empty<(string, string)>()]);

    private static DocflowText File(string id, string version, XElement document, bool windows1251) =>
        Save(id, FufForms.Element("Файл", [("ИдФайл", id), ("ВерсПрог", "Контур.Экстерн (песочница)"), ("ВерсФорм", version)], document), windows1251);

    private static DocflowText Save(string id, XElement file, bool windows1251)
    {
        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = windows1251 ? Encoding.GetEncoding(1251) : new UTF8Encoding(false), Indent = true }))
        {
            new XDocument(file).Save(writer);
        }

        return new DocflowText($"{id}.xml", bytes.ToArray());
    }
}
