using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Portal.Simulator.KonturExtern.Docflows;

/// <summary>Texts of the documents of a docflow (drafts contract 5.6, 6), XML in windows-1251. No schema is published here: the shapes follow the tax service's own.</summary>
internal static class DocflowTexts
{
    /// <summary>What the operator or the state body writes in a document of this type about the file that came.</summary>
    public static DocflowText Of(string type, Docflow docflow, string about, DateTimeOffset at, string bodyName) => SuffixOf(type) switch
    {
        "description" => Description(docflow, about),
        "confirmation" => Confirmation(docflow, about, at),
        "receipt" or "acknowledgement" => Receipt(docflow, about, at, bodyName),
        "acceptance-positive" => Acceptance(docflow, about, at),
        "acceptance-negative" => Refusal(docflow, about, at),
        "error" => Error(docflow, about, at),
        "processing-ok" => Make("IV", "IV", docflow, "ИзвещениеОВводе", [new("СвИзвВвод", Moment(at), File(about)), Payer(docflow),
            new("Сведения", "Данные отчётности введены в информационную систему налогового органа без ошибок.")]),
        "processing-precise" => Make("UU", "UU", docflow, "УведомлениеОбУточнении", [new("СвУведУточн", Moment(at), File(about)), Payer(docflow),
            new("СведУточн", new XAttribute("КодОшиб", "0400400011"), new XElement("ТекстУточн", "Показатель строки 1600 не равен сумме строк 1100 и 1200. Представьте пояснения или уточнённый отчёт."))]),
        "response" => Make("IO", "ION", docflow, "ОтветНаЗапрос", [new("СвОтвет", Moment(at), File(about)), Payer(docflow), new("Сведения", "Задолженность отсутствует. Сальдо единого налогового счёта: 0,00 руб.")]),
        _ => Make("PR", "PROTOCOL", docflow, "Протокол", [new("СвПротокол", new XAttribute("Вид", type), Moment(at), File(about)), Payer(docflow)]),
    };

    /// <summary>ИзвещениеОПолучении, used by both sides.</summary>
    public static DocflowText Receipt(Docflow docflow, string receivedFile, DateTimeOffset at, string sender) => Make("IZ", "TR_IZVPOL", docflow, "ИзвещениеОПолучении",
        [new("УчастОтпр", sender), new("СвИзвПолуч", Moment(at), new XElement("ИмяПоступФайла", receivedFile))]);

    /// <summary>The user's reply to a document.</summary>
    public static DocflowText Reply(string type, Docflow docflow, string about, DateTimeOffset at, string sender, IReadOnlyList<string> codes) => SuffixOf(type) switch
    {
        "acceptance-positive" => Make("KV", "KV", docflow, "КвитанцияОПриеме",
            [new("УчастОтпр", sender), new("СвКвит", Moment(at), File(about)), Payer(docflow), new("Решение", "Документ принят.")]),
        "acceptance-negative" => Make("UO", "UO", docflow, "УведомлениеОбОтказе",
        [
            new("УчастОтпр", sender), new("СвУведОтк", Moment(at), File(about)), Payer(docflow),
            .. codes.Select(code => new XElement("СведОшиб", new XAttribute("КодОшиб", code), new XElement("ТекстОшиб", DemandRefusals.Texts[code]))),
        ]),
        _ => Receipt(docflow, about, at, sender),
    };

    /// <summary>A request of documents in SEDO.</summary>
    public static DocflowText DocumentsRequest(Docflow docflow, DateTimeOffset at, string sender, Guid? warrant) => Make("ZD", "SEDO_REQUEST", docflow, "ЗапросДокументов",
        [new("УчастОтпр", sender), new("СвЗапрос", Moment(at), new XAttribute("ИдСообщ", docflow.Description.RequestId ?? docflow.Id.ToString())), .. warrant is { } id ? new[] { new XElement("МЧД", id) } : []]);

    /// <summary>A letter of a state body.</summary>
    public static DocflowText Letter(Docflow docflow, string subject, string text, DateTimeOffset at) => Make("PISMO", "TR_PISMO", docflow, "Письмо",
        [new("СвПисьмо", Moment(at), new XElement("Тема", subject), new XElement("Текст", text)), Payer(docflow)]);

    /// <summary>The descriptor of a demand (ON_DOCNPNO): whose it is and how many files follow; a flaw makes the check of that code fail.</summary>
    public static DocflowText DemandDescriptor(Docflow docflow, IReadOnlyList<(string Filename, string Knd)> attachments, string payerName, string? flaw, DateTimeOffset at)
    {
        var parts = (flaw == DemandRefusals.ForeignPayer ? "7707083893-770701001" : docflow.Payer).Split('-');
        var payer = parts.Length > 1
            ? new XElement("НПЮЛ", new XAttribute("НаимОрг", payerName), new XAttribute("ИННЮЛ", parts[0]), new XAttribute("КПП", parts[1]))
            : new XElement("НПФЛ", new XAttribute("ИННФЛ", parts[0]));
        return Make("ON_DOCNPNO", "ON_DOCNPNO", docflow, "СвДок",
            [.. flaw == DemandRefusals.Schema ? [] : new[] { new XElement("СвНП", payer) }, .. attachments.Select(one => new XElement("ПриложФайл", new XAttribute("ИмяФайл", one.Filename), new XAttribute("КНД", one.Knd)))],
            new XAttribute("КНД", "1184002"), new XAttribute("ДатаДок", Moscow(at).ToString("dd.MM.yyyy", CultureInfo.InvariantCulture)),
            new XAttribute("КолФайл", (attachments.Count + (flaw == DemandRefusals.AttachmentsCount ? 1 : 0)).ToString(CultureInfo.InvariantCulture)));
    }

    private static string SuffixOf(string type) =>
        type is "error" || type.EndsWith("-error", StringComparison.Ordinal) || type.EndsWith("error-description", StringComparison.Ordinal) ? "error"
        : type.EndsWith("description", StringComparison.Ordinal) ? "description"
        : type.EndsWith("-confirmation", StringComparison.Ordinal) ? "confirmation"
        : type.EndsWith("acknowledgement", StringComparison.Ordinal) || type.EndsWith("acknowledgement-v2", StringComparison.Ordinal) || type.EndsWith("delivery-notice", StringComparison.Ordinal) ? "acknowledgement"
        : type.EndsWith("acceptance-result-positive", StringComparison.Ordinal) ? "acceptance-positive"
        : type.EndsWith("acceptance-result-negative", StringComparison.Ordinal) || type.EndsWith("decline-notice", StringComparison.Ordinal) ? "acceptance-negative"
        : type.EndsWith("processing-result-ok", StringComparison.Ordinal) || type.EndsWith("processing-result-positive", StringComparison.Ordinal) ? "processing-ok"
        : type.EndsWith("processing-result-precise", StringComparison.Ordinal) || type.EndsWith("processing-result-negative", StringComparison.Ordinal) ? "processing-precise"
        : type.EndsWith("ion-response", StringComparison.Ordinal) ? "response"
        : type.EndsWith("-receipt", StringComparison.Ordinal) ? "receipt"
        : "";

    private static DocflowText Description(Docflow docflow, string about) => Make("OPIS", "TR_INFSOOB", docflow, "ОписаниеСведений",
    [
        new("ОтпрЮЛ", new XAttribute("ИННКПП", docflow.Payer)), new("ПолучатНО", new XAttribute("КодНО", docflow.Body)), new("ИмяФайла", about),
        new("Форма", new XAttribute("КНД", KndOf(docflow)), docflow.Description.FormVersion?.FormFullname),
    ]);

    /// <summary>ПодтверждениеДатыОтправки, signed by the operator.</summary>
    private static DocflowText Confirmation(Docflow docflow, string about, DateTimeOffset at) => Make("PD", "TR_PODOTPR", docflow, "ПодтверждениеДатыОтправки",
    [
        new("СведПодтв", Moment(at), new XElement("ИмяПоступФайла", about)),
        new("ОтпрДок", new XAttribute("ИННКПП", docflow.Payer)), new("ПолучДок", new XAttribute("КодНО", docflow.Body)),
    ]);

    private static DocflowText Acceptance(Docflow docflow, string about, DateTimeOffset at)
    {
        var number = Math.Abs((long)BitConverter.ToInt32(docflow.Id.ToByteArray())).ToString("0000000000", CultureInfo.InvariantCulture);
        return Make("KV", "KV", docflow, "КвитанцияОПриеме",
            [new("СвКвит", new XAttribute("РегНомер", number), Moment(at), File(about)), Payer(docflow), new("Решение", "Налоговая декларация (расчёт) принята.")]);
    }

    private static DocflowText Refusal(Docflow docflow, string about, DateTimeOffset at) => Make("UO", "UO", docflow, "УведомлениеОбОтказе",
    [
        new("СвУведОтк", Moment(at), File(about)), Payer(docflow),
        new("СведОшиб", new XAttribute("КодОшиб", "0300300001"), new XElement("ТекстОшиб", "Отчётность представлена в инспекцию, в которой налогоплательщик не состоит на учёте.")),
        new("СведОшиб", new XAttribute("КодОшиб", "0400300003"), new XElement("ТекстОшиб", "Нарушено условие равенства показателей баланса: проверьте итоги разделов.")),
    ]);

    /// <summary>СообщениеОбОшибке: the container could not be taken in at all.</summary>
    private static DocflowText Error(Docflow docflow, string about, DateTimeOffset at) => Make("OS", "TR_SOOBOSH", docflow, "СообщениеОбОшибке",
    [
        new("СвСообщОш", Moment(at), File(about)), Payer(docflow),
        new("СведОшиб", new XAttribute("КодОшиб", "0100100004"), new XElement("ТекстОшиб", "Подпись не соответствует содержимому файла.")),
    ]);

    private static XElement File(string name) => new("ИмяОбрабФайла", name);

    private static XElement Payer(Docflow docflow) => new("НП", new XAttribute("ИННКПП", docflow.Payer));

    private static string KndOf(Docflow docflow) => docflow.Description.FormVersion is { Knd.Length: > 0 } form ? form.Knd : docflow.Description.Okud ?? "0000000";

    private static DateTimeOffset Moscow(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(3));

    private static object[] Moment(DateTimeOffset at) =>
    [
        new XAttribute("Дата", Moscow(at).ToString("dd.MM.yyyy", CultureInfo.InvariantCulture)),
        new XAttribute("Время", Moscow(at).ToString("HH.mm.ss", CultureInfo.InvariantCulture)),
    ];

    private static DocflowText Make(string prefix, string form, Docflow docflow, string root, IReadOnlyList<XElement> content, params IReadOnlyList<XAttribute> facts)
    {
        var id = $"{prefix}_{KndOf(docflow)}_{docflow.Payer.Replace("-", "", StringComparison.Ordinal)}_{docflow.Body}_{Guid.NewGuid()}";
        var file = new XElement("Файл", new XAttribute("ИдФайл", id), new XAttribute("ВерсПрог", "Контур.Экстерн (песочница)"), new XAttribute("ВерсФорм", "5.01"),
            new XElement("Документ", new XAttribute("Форма", form), new XAttribute("КодНО", docflow.Body), facts, new XElement(root, content)));
        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = Encoding.GetEncoding(1251), Indent = true }))
        {
            new XDocument(file).Save(writer);
        }

        return new DocflowText($"{id}.xml", bytes.ToArray());
    }
}

/// <summary>A file of a docflow document.</summary>
internal sealed record DocflowText(string Filename, byte[] Bytes, string ContentType = "application/xml");
