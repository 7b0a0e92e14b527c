using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Portal.Simulator.KonturExtern.Docflows;

/// <summary>Texts of the documents of a tax report's docflow (drafts contract 5.6, 6.1), XML in windows-1251.</summary>
internal static class FnsDocuments
{
    /// <summary>ОписаниеСведений, made by the operator.</summary>
    public static FnsDocumentText Description(Docflow docflow, string reportFile) => Make("OPIS", "TR_INFSOOB", docflow, "ОписаниеСведений",
        new XElement("ОтпрЮЛ", new XAttribute("ИННКПП", docflow.Description.PayerInn)),
        new XElement("ПолучатНО", new XAttribute("КодНО", docflow.Description.Recipient)),
        new XElement("ИмяФайла", reportFile), new XElement("Форма", new XAttribute("КНД", docflow.Description.FormVersion.Knd), docflow.Description.FormVersion.FormFullname));

    /// <summary>ПодтверждениеДатыОтправки, signed by the operator.</summary>
    public static FnsDocumentText DateConfirmation(Docflow docflow, string reportFile, DateTimeOffset at) => Make("PD", "TR_PODOTPR", docflow, "ПодтверждениеДатыОтправки",
        new XElement("СведПодтв", Moment(at), new XElement("ИмяПоступФайла", reportFile)),
        new XElement("ОтпрДок", new XAttribute("ИННКПП", docflow.Description.PayerInn)), new XElement("ПолучДок", new XAttribute("КодНО", docflow.Description.Recipient)));

    /// <summary>ИзвещениеОПолучении, used by both sides.</summary>
    public static FnsDocumentText Receipt(Docflow docflow, string receivedFile, DateTimeOffset at, string sender) => Make("IZ", "TR_IZVPOL", docflow, "ИзвещениеОПолучении",
        new XElement("УчастОтпр", sender), new XElement("СвИзвПолуч", Moment(at), new XElement("ИмяПоступФайла", receivedFile)));

    /// <summary>КвитанцияОПриёме.</summary>
    public static FnsDocumentText Acceptance(Docflow docflow, string reportFile, DateTimeOffset at, string number) => Make("KV", "KV", docflow, "КвитанцияОПриеме",
        new XElement("СвКвит", new XAttribute("РегНомер", number), Moment(at), new XElement("ИмяОбрабФайла", reportFile)),
        Payer(docflow), new XElement("Решение", "Налоговая декларация (расчёт) принята."));

    /// <summary>УведомлениеОбОтказе with its reasons.</summary>
    public static FnsDocumentText Refusal(Docflow docflow, string reportFile, DateTimeOffset at) => Make("UO", "UO", docflow, "УведомлениеОбОтказе",
        new XElement("СвУведОтк", Moment(at), new XElement("ИмяОбрабФайла", reportFile)), Payer(docflow),
        new XElement("СведОшиб", new XAttribute("КодОшиб", "0300300001"), new XElement("ТекстОшиб", "Отчётность представлена в инспекцию, в которой налогоплательщик не состоит на учёте.")),
        new XElement("СведОшиб", new XAttribute("КодОшиб", "0400300003"), new XElement("ТекстОшиб", "Нарушено условие равенства показателей баланса: проверьте итоги разделов.")));

    /// <summary>СообщениеОбОшибке: the container could not be taken in at all.</summary>
    public static FnsDocumentText Error(Docflow docflow, string reportFile, DateTimeOffset at) => Make("OS", "TR_SOOBOSH", docflow, "СообщениеОбОшибке",
        new XElement("СвСообщОш", Moment(at), new XElement("ИмяОбрабФайла", reportFile)), Payer(docflow),
        new XElement("СведОшиб", new XAttribute("КодОшиб", "0100100004"), new XElement("ТекстОшиб", "Подпись не соответствует содержимому файла.")));

    /// <summary>ИзвещениеОВводе.</summary>
    public static FnsDocumentText EntryNotice(Docflow docflow, string reportFile, DateTimeOffset at) => Make("IV", "IV", docflow, "ИзвещениеОВводе",
        new XElement("СвИзвВвод", Moment(at), new XElement("ИмяОбрабФайла", reportFile)), Payer(docflow),
        new XElement("Сведения", "Данные отчётности введены в информационную систему налогового органа без ошибок."));

    /// <summary>УведомлениеОбУточнении.</summary>
    public static FnsDocumentText Refinement(Docflow docflow, string reportFile, DateTimeOffset at) => Make("UU", "UU", docflow, "УведомлениеОбУточнении",
        new XElement("СвУведУточн", Moment(at), new XElement("ИмяОбрабФайла", reportFile)), Payer(docflow),
        new XElement("СведУточн", new XAttribute("КодОшиб", "0400400011"), new XElement("ТекстУточн", "Показатель строки 1600 не равен сумме строк 1100 и 1200. Представьте пояснения или уточнённый отчёт.")));

    private static XElement Payer(Docflow docflow) => new("НП", new XAttribute("ИННКПП", docflow.Description.PayerInn));

    private static object[] Moment(DateTimeOffset at)
    {
        var moscow = at.ToOffset(TimeSpan.FromHours(3));
        return
        [
            new XAttribute("Дата", moscow.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture)),
            new XAttribute("Время", moscow.ToString("HH.mm.ss", CultureInfo.InvariantCulture)),
        ];
    }

    private static FnsDocumentText Make(string prefix, string form, Docflow docflow, string root, params object[] content)
    {
        var payer = docflow.Description.PayerInn.Replace("-", "", StringComparison.Ordinal);
        var id = $"{prefix}_{docflow.Description.FormVersion.Knd}_{payer}_{docflow.Description.Recipient}_{Guid.NewGuid()}";
        var file = new XElement("Файл", new XAttribute("ИдФайл", id), new XAttribute("ВерсПрог", "Контур.Экстерн (песочница)"), new XAttribute("ВерсФорм", "5.01"),
            new XElement("Документ", new XAttribute("Форма", form), new XAttribute("КодНО", docflow.Description.Recipient), new XElement(root, content)));
        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = Encoding.GetEncoding(1251), Indent = true }))
        {
            new XDocument(file).Save(writer);
        }

        return new FnsDocumentText($"{id}.xml", bytes.ToArray());
    }
}

internal sealed record FnsDocumentText(string Filename, byte[] Bytes);
