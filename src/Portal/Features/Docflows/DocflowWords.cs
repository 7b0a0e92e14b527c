using Portal.Features.Docflows.List;
using Portal.Integrations.KonturExtern;
using Portal.Ui;

namespace Portal.Features.Docflows;

/// <summary>Who takes an entry.</summary>
public enum StateBody
{
    /// <summary>ФНС.</summary>
    Inspection,

    /// <summary>СФР.</summary>
    SocialFund,

    /// <summary>Росстат.</summary>
    Rosstat,

    /// <summary>Банк России.</summary>
    Bank,

    /// <summary>МВД.</summary>
    Interior,

    /// <summary>One that is not known by the type.</summary>
    Other,
}

/// <summary>The one dictionary of statuses and documents for people. What it does not know is shown neutrally and never breaks a page.</summary>
public static class DocflowWords
{
    private static readonly string[] Sequence =
    [
        "fns534-report", "fns534-report-attachment", "fns534-report-warrant", "fns534-report-description", "fns534-report-date-confirmation", "fns534-report-receipt",
        "fns534-report-acceptance-result-positive", "fns534-report-acceptance-result-negative", "fns534-report-processing-result-ok",
        "fns534-report-processing-result-precise",
    ];

    /// <summary>What state an entry is in: word and colour.</summary>
    public static (string Word, StatusTone Tone) Status(DocflowEntry entry) => (Last(entry.Status), Last(entry.SuccessState)) switch
    {
        _ when entry.Awaits == AwaitedAnswer.Documents => ("Ждёт документов", StatusTone.NeedsYou),
        ("processed" or "finished", "failed") when IsIncoming(entry) => ("Вы отказали в приёме", StatusTone.Neutral),
        ("processed" or "finished", _) when IsIncoming(entry) => ("Отвечено", StatusTone.Accepted),
        ("arrived", _) when DocflowAwaits.Answer(entry.Type, entry.Status) is not null => ("Ждёт вашего решения", StatusTone.NeedsYou),
        ("arrived", _) => ("Извещение отправлено", StatusTone.UnderWay),
        ("received", _) => ("Получено", DocflowAwaits.Answer(entry.Type, entry.Status) is null ? StatusTone.Neutral : StatusTone.NeedsYou),
        ("processed", _) => ("Обработано", StatusTone.Neutral),
        (_, "failed") => ("Отказ", StatusTone.Refused),
        (_, "warning") => ("Нужны уточнения", StatusTone.NeedsYou),
        ("delivered", _) when IsLetter(entry.Type) => ("Доставлено", StatusTone.Accepted),
        (_, "successful") when IsReport(entry.Type) => (entry.Entered == 1 ? "Введён" : "Принят", StatusTone.Accepted),
        (_, "successful") => ("Принято", StatusTone.Accepted),
        ("sent", _) => ("Отправлен", StatusTone.UnderWay),
        ("delivered", _) => ("Доставлен", StatusTone.UnderWay),
        ("response-arrived" or "response-processed", _) => ("Получен ответ", StatusTone.UnderWay),
        ("finished", _) => ("Завершён", StatusTone.Neutral),
        var (other, _) => (other is "" ? "Состояние не указано" : other, StatusTone.Neutral),
    };

    /// <summary>Who takes docflows of this type (contract drafts 5.3).</summary>
    public static StateBody BodyOf(string type) => Last(type) switch
    {
        var name when name.StartsWith("stat-", StringComparison.Ordinal) => StateBody.Rosstat,
        var name when name.StartsWith("sfr-", StringComparison.Ordinal) || name.StartsWith("pfr-", StringComparison.Ordinal) || name.StartsWith("fss-", StringComparison.Ordinal)
            || name is "oved-confirmation" => StateBody.SocialFund,
        "business-registration" => StateBody.Inspection,
        "cbrf-report" => StateBody.Bank,
        "mvd-notification" => StateBody.Interior,
        var name when name.StartsWith("fns534-", StringComparison.Ordinal) => StateBody.Inspection,
        _ => StateBody.Other,
    };

    /// <summary>What is sent, from the vendor's description.</summary>
    public static string Name(string type, DocflowDescription about) => Last(type) switch
    {
        "fns534-letter" => $"Письмо в налоговую: {about.Subject ?? "без темы"}",
        "pfr-letter" => $"Письмо в СФР: {about.Subject ?? "без темы"}",
        "stat-letter" => $"Письмо в Росстат: {about.Subject ?? "без темы"}",
        "fns534-cu-letter" => $"Письмо из налоговой: {about.Subject ?? "без темы"}",
        "pfr-cu-letter" => $"Письмо из СФР: {about.Subject ?? "без темы"}",
        "stat-cu-letter" => $"Письмо из Росстата: {about.Subject ?? "без темы"}",
        "fns534-cu-broadcast" => $"Рассылка налоговой: {about.Subject ?? "без темы"}",
        "stat-cu-broadcast" => $"Рассылка Росстата: {about.Subject ?? "без темы"}",
        "fns534-ion" => about.FormVersion?.FormFullName ?? "Запрос в налоговую",
        _ => (about.FormVersion ?? (about.FormVersions is [var first, ..] ? first : null)) switch
        {
            { FormShortName: { Length: > 0 } name } => name,
            { FormFullName: { Length: > 0 } name } => name,
            { Knd: { Length: > 0 } code } => $"Форма {code}",
            { Okud: { Length: > 0 } code } => $"Форма {code}",
            _ => OtherDocflowWords.Type(Last(type)) ?? "Документ",
        },
    };

    /// <summary>True for letters, which are not accepted but only delivered.</summary>
    public static bool IsLetter(string type) => Last(type) is "fns534-letter" or "pfr-letter" or "stat-letter";

    /// <summary>True when nothing more comes although it is not finished: a letter to Rosstat rests once it arrived (contract drafts 6.10).</summary>
    public static bool IsAtRest(string type, string status) => (Last(type), Last(status)) is ("stat-letter", "delivered");

    /// <summary>True for a report, which has a period and corrections.</summary>
    public static bool IsReport(string type) => Last(type).EndsWith("-report", StringComparison.Ordinal);

    /// <summary>When it counts as handed in: the operator's date confirmation says so (contract drafts 6.1); null before it came.</summary>
    public static DateTimeOffset? PresentedAt(IReadOnlyList<EntryDocument> documents) =>
        documents.FirstOrDefault(document => Last(document.Type).EndsWith("-date-confirmation", StringComparison.Ordinal))?.SentAt;

    /// <summary>What happens next, in one sentence.</summary>
    public static string Next(DocflowEntry entry, IReadOnlyList<EntryDocument> documents) =>
        entry.Awaits is not null && Last(entry.Type) == "fns534-demand" ? NextOfDemand(entry) : Last(entry.Type) == "fns534-report" ? NextOfReport(entry, documents) : documents.Any(document => Last(document.Type) == "fns534-ion-response")
            ? "Инспекция прислала ответ: он среди документов."
            : OtherDocflowWords.Next(entry.Type, Last(entry.Status), Last(entry.SuccessState));

    private static string NextOfDemand(DocflowEntry entry)
    {
        var until = entry.Due is { } day ? $" до {MoscowTime.Day(day)}" : "";
        return entry.Awaits switch
        {
            AwaitedAnswer.Receipt => $"Сначала отправьте извещение о получении. Принять требование или отказать в приёме нужно{(until.Length > 0 ? until : " в срок")}.",
            AwaitedAnswer.Decision => $"Прочитайте требование и решите: принять его или отказать в приёме{until}.",
            _ => $"Требование принято. Инспекция ждёт документов{until}.",
        };
    }

    private static bool IsIncoming(DocflowEntry entry) => DocflowGroups.IsIncoming(entry.Type, entry.Status);

    private static string NextOfReport(DocflowEntry entry, IReadOnlyList<EntryDocument> documents) => (Last(entry.Status), Last(entry.SuccessState)) switch
    {
        (_, "failed") => "Инспекция отказала в приёме. Исправьте причину отказа и отправьте отчёт заново.",
        (_, "warning") => "Отчёт принят, но инспекция просит уточнить данные.",
        ("finished", "successful") => "Отчёт принят, обмен с инспекцией завершён.",
        (_, "successful") when documents.Any(document => Last(document.Type) == "fns534-report-processing-result-ok") =>
            "Инспекция приняла отчёт и внесла данные в свою базу.",
        (_, "successful") => "Инспекция приняла отчёт. Осталось дождаться, когда данные введут в базу.",
        ("sent", _) => "Отчёт ушёл в инспекцию. Извещение о получении обычно приходит в течение четырёх часов.",
        ("delivered", _) => "Инспекция получила отчёт. Квитанция о приёме или отказ придёт в течение рабочего дня.",
        _ => "Ждём следующего документа от инспекции.",
    };

    /// <summary>What a document is called.</summary>
    public static string Document(string type) => Last(type) switch
    {
        "fns534-report" => "Отчёт",
        "fns534-report-attachment" => "Приложение",
        "fns534-report-warrant" => "Доверенность",
        "fns534-report-description" => "Описание сведений",
        "fns534-report-date-confirmation" => "Подтверждение даты отправки",
        "fns534-report-receipt" => "Извещение о получении",
        "fns534-report-acceptance-result-positive" => "Квитанция о приёме",
        "fns534-report-acceptance-result-negative" => "Уведомление об отказе",
        "fns534-report-processing-result-ok" => "Извещение о вводе",
        "fns534-report-processing-result-precise" => "Уведомление об уточнении",
        "fns534-report-acceptance-result-2ndfl-protocol" => "Протокол приёма 2-НДФЛ",
        "fns534-report-acceptance-result-2ndfl-registry" => "Реестр 2-НДФЛ",
        "error" => "Сообщение об ошибке",
        "error-description-for-abonent" => "Описание ошибки",
        var other => OtherDocflowWords.Document(other),
    };

    /// <summary>What its coming means, for the timeline.</summary>
    public static (string Sentence, StatusTone Tone) Event(string type) => Last(type) switch
    {
        "fns534-report" => ("Отчёт отправлен", StatusTone.UnderWay),
        "fns534-report-date-confirmation" => ("Оператор подтвердил дату отправки", StatusTone.UnderWay),
        "fns534-report-receipt" => ("Инспекция получила отчёт", StatusTone.UnderWay),
        "fns534-report-acceptance-result-positive" => ("Инспекция приняла отчёт", StatusTone.Accepted),
        "fns534-report-acceptance-result-negative" => ("Инспекция отказала в приёме", StatusTone.Refused),
        "fns534-report-processing-result-ok" => ("Данные отчёта введены в базу инспекции", StatusTone.Accepted),
        "fns534-report-processing-result-precise" => ("Инспекция просит уточнить данные", StatusTone.NeedsYou),
        "error" => ("Инспекция сообщила об ошибке", StatusTone.Refused),
        var other => OtherDocflowWords.Event(other) ?? (Document(type), StatusTone.Neutral),
    };

    /// <summary>The same of a document: receipts of one type are sent by both sides, and by whom tells their signature.</summary>
    public static (string Sentence, StatusTone Tone) Event(EntryDocument document) =>
        document.IsOurs && Last(document.Type).EndsWith("-receipt", StringComparison.Ordinal) ? ("Вы отправили извещение о получении", StatusTone.UnderWay) : Event(document.Type);

    /// <summary>Place in the timeline of documents that came at the same moment: the report first, then the operator, then the inspection.</summary>
    public static int Order(string type)
    {
        var name = Last(type);
        var place = Array.IndexOf(Sequence, name);
        return place >= 0 ? place : OtherDocflowWords.Order(name);
    }

    /// <summary>A payer as the service writes it (INN, or INN-KPP), for people.</summary>
    public static string Payer(string innKpp) => innKpp.Split('-') is [var inn, var kpp] ? $"ИНН\u00a0{inn}, КПП\u00a0{kpp}" : innKpp is "" ? "не указан" : $"ИНН\u00a0{innKpp}";

    /// <summary>The text after the last colon, lower case.</summary>
    internal static string Last(string? urn) => urn is null ? "" : urn[(urn.LastIndexOf(':') + 1)..].ToLowerInvariant();
}
