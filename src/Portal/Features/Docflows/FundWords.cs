using Portal.Ui;

namespace Portal.Features.Docflows;

/// <summary>Words for the exchange with the former pension fund: its reports, letters and requests about payments (contract drafts 5.6, 6.11).</summary>
internal static class FundWords
{
    /// <summary>What the documents of its own are called; null for those that are not known.</summary>
    public static string? Document(string name) => name switch
    {
        "pfr-report" or "pfr-report-report-v2" => "Отчёт",
        "pfr-report-protocol" or "pfr-report-protocol-check" => "Протокол проверки",
        "pfr-report-protocol-appendix" => "Приложение к протоколу",
        "pfr-report-protocol-refinement-notice" => "Уведомление об ошибках",
        "pfr-report-decline-notice" or "pfr-ancillary-rejection-notice" => "Уведомление об отказе",
        "pfr-ios-request" => "Запрос об уточнении платежей",
        "pfr-ios-response" => "Ответ СФР",
        "pfr-ios-response-attachment" => "Приложение к ответу",
        "pfr-ancillary-document" => "Заявление о подключении",
        _ when !name.StartsWith("pfr-", StringComparison.Ordinal) => null,
        _ when name.EndsWith("-error-description", StringComparison.Ordinal) => "Описание ошибки",
        _ when name.Contains("-acknowledgement", StringComparison.Ordinal) || name.EndsWith("-delivery-notice", StringComparison.Ordinal) => "Извещение о получении",
        _ => null,
    };

    /// <summary>What the coming of a document means; null when it is no event of its own.</summary>
    public static (string Sentence, StatusTone Tone)? Event(string name) => name switch
    {
        "pfr-report" or "pfr-report-report-v2" => ("Отчёт отправлен", StatusTone.UnderWay),
        "pfr-report-acknowledgement" or "pfr-report-acknowledgement-v2" => ("СФР получил отчёт", StatusTone.UnderWay),
        "pfr-report-protocol" or "pfr-report-protocol-check" => ("СФР прислал протокол проверки", StatusTone.UnderWay),
        "pfr-report-decline-notice" or "pfr-report-error-description" or "pfr-ios-error-description" => ("СФР не принял документы", StatusTone.Refused),
        "pfr-ios-request" => ("Запрос отправлен", StatusTone.UnderWay),
        "pfr-ios-request-acknowledgement" => ("СФР получил запрос", StatusTone.UnderWay),
        "pfr-ios-response" => ("СФР прислал ответ", StatusTone.Accepted),
        _ => null,
    };
}
