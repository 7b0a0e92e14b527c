using System.Globalization;
using System.Xml.Linq;

namespace Portal.Simulator.KonturExtern.TestTools;

/// <summary>A form that the test tools fill in: КНД, the beginning of ИдФайл, code of the reported period, and its own part.</summary>
internal sealed record FufForm(string Knd, string Prefix, string Period, Func<XElement> Body);

/// <summary>
/// Tax forms of the test tools. The frame (ИдФайл, СвНП, Подписант) is that of the published formats, the figures are made up, and every file carries
/// Период, ОтчетГод and НомКорр, which the check of a draft asks of all forms.
/// </summary>
internal static class FufForms
{
    private const string Oktmo = "65701000";

    public static FufForm Headcount { get; } = new("1110018", "NO_SRCHIS", "34", () => Element("СведСрЧисл", ("СрЧисл", "12")));

    public static FufForm ImputedIncome { get; } = new("1152016", "NO_ENVD", "24", () => Element("ЕНВД", [], Element(
        "СумНалПУ", [], Element("СумПУ", ("ОКТМО", Oktmo), ("КБК", "18210502010021000110"), ("НалПУ", "15300")))));

    public static FufForm Profit { get; } = new("1151006", "NO_PRIB", "34", () => Element("Прибыль", [], Element(
        "НалПУ", [("ТипНП", "1")],
        Element("НалПУАв", [("ОКТМО", Oktmo)], Element("ФедБдж", ("КБК", "18210101011011000110"), ("НалПУ", "3000")), Element("СубБдж", ("КБК", "18210101012021000110"), ("НалПУ", "17000"))))));

    public static FufForm Contributions { get; } = new("1151111", "NO_RASCHSV", "34", () => Element("РасчетСВ", [], Element(
        "ОбязПлатСВ", [("ТипПлат", "1"), ("ОКТМО", Oktmo)],
        Element("УплПерОПСОМСДОО", ("КБК", "18210201000011000160"), ("СумСВУплПер", "90000.00"), ("СумСВУпл1М", "30000.00"), ("СумСВУпл2М", "30000.00"), ("СумСВУпл3М", "30000.00")))));

    public static FufForm PersonalIncome { get; } = new("1151020", "NO_NDFL3", "34", () => Element("НДФЛ3", [], Element(
        "СумНалПУ", ("КБК", "18210102030011000110"), ("ОКТМО", Oktmo), ("НалПУ", "1300"))));

    /// <summary>The declaration of value added tax; its two books travel beside it.</summary>
    public static FufForm ValueAdded(string purchasesId, string salesId) => new("1151001", "NO_NDS", "24", () => Element(
        "НДС", [],
        Element("СумУплНП", ("ОКТМО", Oktmo), ("КБК", "18210301000011000110"), ("СумПУ_173.1", "20000")),
        Element("СумУпл164", [("НалПУ164", "20000")], Element("СумНалОб", [("НалВосстОбщ", "40000")], Element("РеалТов20", ("НалБаза", "200000"), ("СумНал", "40000"))), Element("СумНалВыч", ("НалВычОбщ", "20000"))),
        Element("КнигаПокуп", ("НаимКнПок", purchasesId + ".xml")), Element("КнигаПрод", ("НаимКнПрод", salesId + ".xml"))));

    /// <summary>Раздел 8, the book of purchases.</summary>
    public static XElement Purchases(ReportFacts facts, string sellerInn) => Element("Документ", [("Индекс", "0000080"), ("НомКорр", "0"), ("ПризнСвед8", "0")], Element(
        "КнигаПокуп", [("СумНДСВсКПк", "20000.00")], Element(
            "КнПокСтр", [("НомерПор", "1"), ("НомСчФПрод", "17"), ("ДатаСчФПрод", Day(facts.At.AddDays(-40))), ("СтоимПокупВ", "120000.00"), ("СумНДСВыч", "20000.00")],
            Text("КодВидОпер", "01"), Element("СвПрод", [], Element("СведЮЛ", ("ИННЮЛ", sellerInn), ("КПП", $"{sellerInn[..4]}01001"))))));

    /// <summary>Раздел 9, the book of sales.</summary>
    public static XElement Sales(ReportFacts facts, string buyerInn) => Element("Документ", [("Индекс", "0000090"), ("НомКорр", "0"), ("ПризнСвед9", "0")], Element(
        "КнигаПрод", [("СтПродБезНДС20", "200000.00"), ("СумНДСВсКПр20", "40000.00")], Element(
            "КнПродСтр", [("НомерПор", "1"), ("НомСчФПрод", "5"), ("ДатаСчФПрод", Day(facts.At.AddDays(-35))), ("СтоимПродСФ", "240000.00"), ("СумНДССФ20", "40000.00")],
            Text("КодВидОпер", "01"), Element("СвПокуп", [], Element("СведЮЛ", ("ИННЮЛ", buyerInn), ("КПП", $"{buyerInn[..4]}01001"))))));

    public static string Day(DateTimeOffset at) => at.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);

    public static XElement Element(string name, params (string Name, string Value)[] attributes) => Element(name, attributes, []);

    public static XElement Element(string name, (string Name, string Value)[] attributes, params XElement[] inner) =>
        new(name, attributes.Select(one => new XAttribute(one.Name, one.Value)), inner);

    private static XElement Text(string name, string text) => new(name, text);
}
