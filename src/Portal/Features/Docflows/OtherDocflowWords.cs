using Portal.Ui;

namespace Portal.Features.Docflows;

/// <summary>Words for what is no tax report: requests, letters, reports to the fund and to Rosstat (contract drafts 5.6, 6.2, 6.3, 6.8–6.11). Names are the last segments of the vendor's URNs.</summary>
internal static class OtherDocflowWords
{
    // The order in which documents of one moment are told: the user's own, the operator's, the body's.
    private static readonly string[] Endings =
    [
        "-request", "-report-document", "-letter", "-demand", "-report", "-attachment", "-warrant", "-description", "-package-description", "-date-confirmation", "-confirmation", "-acknowledgement",
        "-receipt", "-acceptance-result-positive", "-acceptance-result-negative", "-response",
    ];

    /// <summary>What a docflow is called whose description names no form (contract drafts 5.3); null for types that are not known.</summary>
    public static string? Type(string name) => name switch
    {
        "fns534-report" => "Отчёт в налоговую",
        "fns534-demand" => "Требование",
        "fns534-submission" => "Представление документов",
        "fns534-inventory" => "Ответ на требование",
        "fns534-application" => "Заявление о ввозе товаров",
        "business-registration" => "Регистрация бизнеса",
        "pfr-report" => "Сведения в СФР",
        "pfr-szvtd" => "Отчёт СЗВ-ТД",
        "pfr-ios" => "Уточнение платежей",
        "pfr-ancillary" => "Подключение к электронному документообороту с СФР",
        "sfr-report" => "Отчёт в СФР",
        "stat-report" => "Отчёт в Росстат",
        "fss-report" => "Расчёт 4-ФСС",
        "fss-sick-report" => "Реестр листков нетрудоспособности",
        "oved-confirmation" or "fss-sedo-oved-confirmation" => "Подтверждение вида деятельности",
        "fss-warrant-management" => "Доверенность для СФР",
        "cbrf-report" => "Отчёт в Банк России",
        "mvd-notification" => "Уведомление в МВД",
        _ => SedoWords.Type(name),
    };

    /// <summary>What happens next, in one sentence.</summary>
    public static string Next(string type, string status, string state) => (DocflowWords.IsLetter(type), status, state) switch
    {
        (_, "received", _) => $"{Who(type)} ждёт извещения о получении.",
        (_, "arrived", _) => "Извещение о получении отправлено.",
        (_, "processed", "failed") => $"Вы отказали в приёме. {Who(type)} подтвердит, что отказ получен.",
        (_, "finished", "failed") when type.EndsWith("-demand", StringComparison.OrdinalIgnoreCase) => "Вы отказали в приёме, отказ получен. Обмен завершён.",
        (_, "processed", _) => "Ответ отправлен.",
        (true, _, "failed") => $"{Who(type)} не принял{Ending(type)} письмо. Прочитайте причину и напишите заново.",
        (true, "sent", _) => $"Письмо ушло в {Into(type)}. Ждём извещения о получении.",
        (true, _, _) => $"{Who(type)} получил{Ending(type)} письмо. Ответ придёт отдельным входящим письмом, обычно в течение 30 дней.",
        (_, _, "failed") => $"{Who(type)} отказал{Ending(type)} в приёме. Исправьте причину отказа и отправьте заново.",
        (_, _, "warning") => $"{Who(type)} просит уточнить данные.",
        (_, "finished", "successful") => "Принято, обмен завершён.",
        (_, _, "successful") when type.EndsWith("fns534-ion", StringComparison.OrdinalIgnoreCase) => "Инспекция приняла запрос. Ответ появится здесь же, среди документов.",
        (_, _, "successful") => $"{Who(type)} принял{Ending(type)} {(DocflowWords.IsReport(type) ? "отчёт" : "документы")}.",
        (_, "sent", _) => $"Ушло в {Into(type)}. Ждём извещения о получении.",
        (_, "delivered", _) => $"{Who(type)} получил{Ending(type)} документы. Ждём решения.",
        _ => "Ждём следующего документа.",
    };

    /// <summary>What a document is called.</summary>
    public static string Document(string name) => name switch
    {
        "fns534-ion-request" => "Запрос",
        "fns534-ion-response" => "Ответ налоговой",
        "fns534-letter" or "pfr-letter" or "stat-letter" => "Письмо",
        "fns534-cu-letter" or "stat-cu-letter" or "pfr-cu-letter" => "Письмо",
        "fns534-demand" => "Требование",
        "fns534-demand-attachment" => "Приложение к требованию",
        "fns534-demand-acceptance-result-positive" => "Квитанция о приёме требования",
        "fns534-demand-acceptance-result-negative" => "Отказ в приёме требования",
        "fns534-letter-decline-notice" => "Уведомление об отказе",
        "stat-report" or "sfr-report-report-document" => "Отчёт",
        "stat-report-protocol-v2-positive" => "Уведомление о приёме",
        "stat-report-protocol-v2-negative" => "Уведомление о несоответствии формату",
        "stat-report-protocol-v2-precise" => "Уведомление об уточнении",
        "stat-report-protocol-v2-reject" => "Уведомление об отклонении",
        "sfr-report-acknowledgement" or "sfr-report-protocol-refinement-notice-receipt" => "Уведомление о доставке",
        "sfr-report-protocol-check" => "Протокол проверки",
        "sfr-report-protocol-refinement-notice" => "Уведомление об ошибках",
        "sfr-report-decline-notice" => "Уведомление об отказе",
        "sfr-report-impossible-delivery-notice" => "Уведомление о невозможности доставки",
        "pfr-letter-letter-acknowledgement" => "Извещение о получении",
        "pfr-letter-error-description" => "Описание ошибки",
        _ when (SubmissionWords.Document(name) ?? FundWords.Document(name)) is { } own => own,
        _ when !IsKnown(name) => "Документ",
        _ when name.EndsWith("-attachment", StringComparison.Ordinal) => "Приложение",
        _ when name.EndsWith("-warrant", StringComparison.Ordinal) => "Доверенность",
        _ when name.EndsWith("-description", StringComparison.Ordinal) => "Описание сведений",
        _ when name.EndsWith("-confirmation", StringComparison.Ordinal) => "Подтверждение даты отправки",
        _ when name.EndsWith("-receipt", StringComparison.Ordinal) => "Извещение о получении",
        _ when name.EndsWith("-acceptance-result-positive", StringComparison.Ordinal) => "Квитанция о приёме",
        _ when name.EndsWith("-acceptance-result-negative", StringComparison.Ordinal) => "Уведомление об отказе",
        _ => "Документ",
    };

    /// <summary>What the coming of a document means; null when it is no event of its own.</summary>
    public static (string Sentence, StatusTone Tone)? Event(string name) => name switch
    {
        "fns534-ion-request" => ("Запрос отправлен", StatusTone.UnderWay),
        "fns534-ion-receipt" => ("Инспекция получила запрос", StatusTone.UnderWay),
        "fns534-ion-acceptance-result-positive" => ("Инспекция приняла запрос", StatusTone.Accepted),
        "fns534-ion-acceptance-result-negative" => ("Инспекция отказала в приёме", StatusTone.Refused),
        "fns534-ion-response" => ("Инспекция прислала ответ", StatusTone.Accepted),
        "fns534-letter" or "pfr-letter" or "stat-letter" => ("Письмо отправлено", StatusTone.UnderWay),
        "fns534-letter-receipt" => ("Инспекция получила письмо", StatusTone.Accepted),
        "fns534-letter-decline-notice" => ("Инспекция отказалась принять письмо", StatusTone.Refused),
        "stat-letter-receipt" => ("Росстат получил письмо", StatusTone.Accepted),
        "pfr-letter-letter-acknowledgement" => ("СФР получил письмо", StatusTone.Accepted),
        "fns534-cu-letter" or "stat-cu-letter" or "pfr-cu-letter" => ("Пришло письмо", StatusTone.NeedsYou),
        "fns534-demand" => ("Пришло требование", StatusTone.NeedsYou),
        "fns534-cu-letter-receipt" or "stat-cu-letter-receipt" or "fns534-demand-receipt" => ("Отправлено извещение о получении", StatusTone.UnderWay),
        "fns534-demand-acceptance-result-positive" => ("Требование принято к исполнению", StatusTone.Accepted),
        "fns534-demand-acceptance-result-negative" => ("В приёме требования отказано", StatusTone.Refused),
        "stat-report" or "sfr-report-report-document" => ("Отчёт отправлен", StatusTone.UnderWay),
        "stat-report-receipt" => ("Росстат получил отчёт", StatusTone.UnderWay),
        "stat-report-protocol-v2-positive" => ("Росстат принял отчёт", StatusTone.Accepted),
        "stat-report-protocol-v2-precise" => ("Росстат просит уточнить данные", StatusTone.NeedsYou),
        "stat-report-protocol-v2-negative" or "stat-report-protocol-v2-reject" => ("Росстат не принял отчёт", StatusTone.Refused),
        "sfr-report-acknowledgement" => ("СФР получил отчёт", StatusTone.UnderWay),
        "sfr-report-protocol-check" => ("СФР принял отчёт", StatusTone.Accepted),
        "sfr-report-protocol-refinement-notice" => ("СФР нашёл ошибки в отчёте", StatusTone.NeedsYou),
        "sfr-report-decline-notice" or "sfr-report-impossible-delivery-notice" => ("СФР не принял отчёт", StatusTone.Refused),
        "sfr-report-protocol-refinement-notice-receipt" => ("Уведомление о доставке вернулось в СФР", StatusTone.Neutral),
        _ when IsKnown(name) && name.EndsWith("-confirmation", StringComparison.Ordinal) => ("Оператор подтвердил дату отправки", StatusTone.UnderWay),
        _ => SubmissionWords.Event(name) ?? FundWords.Event(name),
    };

    /// <summary>Place in the timeline among documents of the same moment.</summary>
    public static int Order(string name)
    {
        var place = Array.FindIndex(Endings, ending => name.EndsWith(ending, StringComparison.Ordinal));
        return place < 0 ? Endings.Length : place;
    }

    private static bool IsKnown(string name) => SubmissionWords.IsOne(name) || name.StartsWith("fns534-ion-", StringComparison.Ordinal) || name.StartsWith("fns534-letter-", StringComparison.Ordinal)
        || name.StartsWith("fns534-cu-letter-", StringComparison.Ordinal) || name.StartsWith("fns534-demand-", StringComparison.Ordinal)
        || name.StartsWith("stat-", StringComparison.Ordinal) || name.StartsWith("sfr-report-", StringComparison.Ordinal) || name.StartsWith("pfr-", StringComparison.Ordinal);

    private static string Who(string type) => DocflowWords.BodyOf(type) switch
    {
        StateBody.Rosstat => "Росстат",
        StateBody.SocialFund => "СФР",
        StateBody.Bank => "Банк России",
        StateBody.Interior => "МВД",
        StateBody.Other => "Госорган",
        _ => "Инспекция",
    };

    private static string Ending(string type) => DocflowWords.BodyOf(type) == StateBody.Inspection ? "а" : "";

    private static string Into(string type) => DocflowWords.BodyOf(type) == StateBody.Inspection ? "инспекцию" : Who(type);
}
