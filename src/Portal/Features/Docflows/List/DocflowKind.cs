namespace Portal.Features.Docflows.List;

/// <summary>What a docflow is to a person: groups of the vendor's types (contract drafts 5.3).</summary>
public enum DocflowKind
{
    /// <summary>«Отчёты».</summary>
    Report,

    /// <summary>«Требования».</summary>
    Demand,

    /// <summary>«Письма от госорганов».</summary>
    LetterIn,

    /// <summary>«Письма в госорганы».</summary>
    LetterOut,

    /// <summary>«Запросы»: reconciliations with the tax service.</summary>
    Request,

    /// <summary>«Ответы на требования»: inventories and separate documents.</summary>
    Answer,

    /// <summary>«Заявления».</summary>
    Application,

    /// <summary>«Сообщения СФР»: the fund's electronic exchange (СЭДО), both ways.</summary>
    Message,

    /// <summary>«Прочее»: types that are not known.</summary>
    Other,
}

/// <summary>How far a docflow is: the filter of states. Every docflow is in exactly one.</summary>
public enum DocflowStage
{
    /// <summary>«В пути»: sent or delivered, no answer yet.</summary>
    UnderWay,

    /// <summary>«Получен ответ».</summary>
    Answered,

    /// <summary>«Принято».</summary>
    Accepted,

    /// <summary>«Нужны уточнения».</summary>
    Clarify,

    /// <summary>«Отказ».</summary>
    Refused,

    /// <summary>«Получено»: came from a state body.</summary>
    Received,

    /// <summary>«Завершено».</summary>
    Finished,

    /// <summary>«Другое»: states that are not known.</summary>
    Other,
}

/// <summary>The groups of the vendor's types and states; what is unknown is <c>Other</c>.</summary>
public static class DocflowGroups
{
    private static readonly HashSet<string> IncomingTypes = new(StringComparer.Ordinal)
    {
        "fns534-cu-letter", "fns534-cu-broadcast", "fns534-demand", "pfr-cu-letter", "stat-cu-letter", "stat-cu-broadcast", "fss-sedo-sick-report-change-notification",
        "fss-sedo-pvso-notification", "fss-sedo-proactive-payments-demand", "fss-sedo-proactive-payments-benefit", "fss-sedo-insured-person-mismatch", "fss-sedo-benefit-payment-status-notice",
        "fss-sedo-demand", "fss-sedo-billing-information", "fss-sedo-proactive-expire-notice", "fss-sedo-appeal", "fss-sedo-disability-children-demand", "fss-sedo-broadcast-message",
        "fss-sedo-payment-details-demand", "fss-sedo-additional-vacation-need-doc", "fss-sedo-proactive-process-events-notification", "fss-sedo-error", "fss-sedo-abonent-subscription-result",
        "fss-sedo-proactive-payments-reply-result", "fss-sedo-insured-person-registration-result", "fss-sedo-benefit-payment-initiation-result", "fss-sedo-proactive-salary-notification",
        "fss-sedo-judicial-restriction",
    };

    /// <summary>The group of a type.</summary>
    public static DocflowKind KindOf(string type) => DocflowWords.Last(type) switch
    {
        "fns534-demand" or "fss-sedo-demand" => DocflowKind.Demand,
        "fns534-cu-letter" or "fns534-cu-broadcast" or "pfr-cu-letter" or "stat-cu-letter" or "stat-cu-broadcast" => DocflowKind.LetterIn,
        "fns534-letter" or "pfr-letter" or "stat-letter" => DocflowKind.LetterOut,
        "fns534-ion" => DocflowKind.Request,
        "fns534-inventory" or "fns534-submission" or "fss-sedo-demand-reply" => DocflowKind.Answer,
        "fns534-application" or "business-registration" or "pfr-ios" or "pfr-ancillary" or "oved-confirmation" or "fss-sedo-oved-confirmation" or "fss-warrant-management"
            or "mvd-notification" => DocflowKind.Application,
        "fns534-report" or "pfr-report" or "pfr-szvtd" or "sfr-report" or "stat-report" or "fss-report" or "fss-sick-report" or "cbrf-report" => DocflowKind.Report,
        var name when name.StartsWith("fss-sedo-", StringComparison.Ordinal) => DocflowKind.Message,
        _ => DocflowKind.Other,
    };

    /// <summary>True for what a state body sent; types that are not known are told by their status.</summary>
    public static bool IsIncoming(string type, string status) =>
        IncomingTypes.Contains(DocflowWords.Last(type)) || (KindOf(type) == DocflowKind.Other && DocflowWords.Last(status) is "received" or "arrived" or "processed");

    /// <summary>How far it is.</summary>
    public static DocflowStage StageOf(string type, string status, string? state) => DocflowWords.IsAtRest(type, status) ? DocflowStage.Accepted : (DocflowWords.Last(status), DocflowWords.Last(state)) switch
    {
        (_, "failed") => DocflowStage.Refused,
        (_, "warning") => DocflowStage.Clarify,
        ("received" or "arrived" or "processed", _) => DocflowStage.Received,
        (_, "successful") => DocflowStage.Accepted,
        ("sent" or "delivered", _) => DocflowStage.UnderWay,
        ("response-arrived" or "response-processed", _) => DocflowStage.Answered,
        ("finished", _) => DocflowStage.Finished,
        _ => DocflowStage.Other,
    };
}
