using Portal.Ui;

namespace Portal.Features.Docflows;

/// <summary>The one dictionary of statuses and documents for people. What it does not know is shown neutrally and never breaks a page.</summary>
public static class SubmissionWords
{
    private static readonly string[] Sequence =
    [
        "fns534-report", "fns534-report-attachment", "fns534-report-warrant", "fns534-report-description", "fns534-report-date-confirmation", "fns534-report-receipt",
        "fns534-report-acceptance-result-positive", "fns534-report-acceptance-result-negative", "fns534-report-processing-result-ok",
        "fns534-report-processing-result-precise",
    ];

    /// <summary>What state a submission is in: word and colour.</summary>
    public static (string Word, StatusTone Tone) Status(Submission submission) => (Last(submission.Status), Last(submission.SuccessState)) switch
    {
        (_, "failed") => ("Отказ", StatusTone.Refused),
        (_, "warning") => ("Нужны уточнения", StatusTone.NeedsYou),
        (_, "successful") => ("Принято", StatusTone.Accepted),
        ("sent", _) => ("Отправлен", StatusTone.UnderWay),
        ("delivered", _) => ("Доставлен", StatusTone.UnderWay),
        ("response-arrived" or "response-processed", _) => ("Получен ответ", StatusTone.UnderWay),
        ("finished", _) => ("Завершён", StatusTone.Neutral),
        var (other, _) => (other is "" ? "Состояние не указано" : other, StatusTone.Neutral),
    };

    /// <summary>What happens next, in one sentence.</summary>
    public static string Next(Submission submission, IReadOnlyList<SubmissionDocument> documents) => (Last(submission.Status), Last(submission.SuccessState)) switch
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
        _ => "Документ",
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
        _ => (Document(type), StatusTone.Neutral),
    };

    /// <summary>Place in the timeline of documents that came at the same moment: the report first, then the operator, then the inspection.</summary>
    public static int Order(string type)
    {
        var place = Array.IndexOf(Sequence, Last(type));
        return place < 0 ? Sequence.Length : place;
    }

    /// <summary>A payer as the service writes it (INN, or INN-KPP), for people.</summary>
    public static string Payer(string innKpp) => innKpp.Split('-') is [var inn, var kpp] ? $"ИНН\u00a0{inn}, КПП\u00a0{kpp}" : innKpp is "" ? "не указан" : $"ИНН\u00a0{innKpp}";

    /// <summary>The text after the last colon, lower case.</summary>
    private static string Last(string? urn) => urn is null ? "" : urn[(urn.LastIndexOf(':') + 1)..].ToLowerInvariant();
}
