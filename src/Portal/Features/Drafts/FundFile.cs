using System.Xml;

namespace Portal.Features.Drafts;

/// <summary>
/// Recognises reports to the social fund (ЕФС-1, АДВ-1, -2, -3) and reads who they are for. Their values stand in elements, under a root «ЭДПФР» or the form
/// itself; the schemas are the fund's own and not of the contract, hence everything that is not found is asked of the person.
/// </summary>
internal static class FundFile
{
    private const string XmlSignature = "http://www.w3.org/2000/09/xmldsig#";

    private static readonly Dictionary<string, string> Forms = new(StringComparer.Ordinal)
    {
        ["ЕФС-1"] = "Единая форма сведений (ЕФС-1)",
        ["АДВ-1"] = "Анкета застрахованного лица (АДВ-1)",
        ["АДВ-2"] = "Заявление об изменении анкетных данных (АДВ-2)",
        ["АДВ-3"] = "Заявление о выдаче дубликата страхового свидетельства (АДВ-3)",
        ["СЗВ-ТД"] = "Сведения о трудовой деятельности (СЗВ-ТД)",
    };

    public static bool IsRoot(XmlReader root) => root.LocalName is "ЭДПФР" or "ЭДСФР" || Forms.ContainsKey(root.LocalName)
        || root.NamespaceURI.Contains("пф.рф", StringComparison.OrdinalIgnoreCase) || root.NamespaceURI.Contains("sfr.gov.ru", StringComparison.OrdinalIgnoreCase);

    public static bool IsWanted(string element) => element is "РегНомер" or "РегистрационныйНомер" or "РегНомерСФР" or "ИНН" or "КПП" or "Наименование" or "НаименованиеКраткое"
        or "НаименованиеОрганизации" or "КалендарныйГод" or "Год";

    public static ReportFacts Take(XmlReader reader, ReportFacts facts) => reader switch
    {
        { LocalName: "Signature", NamespaceURI: XmlSignature } => facts with { IsSignedInside = true },
        _ when facts.FormName is null && Forms.TryGetValue(reader.LocalName, out var form) => facts with { FormName = form },
        _ => facts,
    };

    // The payer comes first; what further elements of the same name say is about the insured persons.
    public static ReportFacts TakeText(string element, string text, ReportFacts facts) => element switch
    {
        "РегНомер" or "РегистрационныйНомер" or "РегНомерСФР" => facts with { SfrNumber = facts.SfrNumber ?? text.Trim() },
        "ИНН" => facts with { Inn = facts.Inn ?? text.Trim() },
        "КПП" => facts with { Kpp = facts.Kpp ?? text.Trim() },
        "КалендарныйГод" or "Год" => facts with { Year = facts.Year ?? text.Trim() },
        _ => facts with { PayerName = facts.PayerName ?? text.Trim() },
    };
}

/// <summary>
/// Recognises reports to Rosstat: a root «report» that names its form by ОКУД (or its digits without the leading zero), the payer's ОКПО in the title.
/// Neither the payer's INN nor the office stand in such a file.
/// </summary>
internal static class StatFile
{
    public static bool IsRoot(XmlReader root) => root.LocalName == "report" && (root.GetAttribute("okud") ?? root.GetAttribute("code")) is not null;

    public static ReportFacts Take(XmlReader reader, ReportFacts facts) => reader.LocalName switch
    {
        "report" => facts with
        {
            Okud = reader.GetAttribute("okud") ?? reader.GetAttribute("code")?.PadLeft(7, '0'), PeriodCode = reader.GetAttribute("period"), Year = reader.GetAttribute("year"),
            FormName = reader.GetAttribute("shortname") is { Length: > 0 } name ? $"Форма {name}" : null, Correction = "0",
        },
        "item" => (reader.GetAttribute("name"), reader.GetAttribute("value")) switch
        {
            ("okpo", { Length: > 0 } okpo) => facts with { Okpo = okpo },
            ("name", { Length: > 0 } payer) => facts with { PayerName = payer },
            _ => facts,
        },
        _ => facts,
    };
}
