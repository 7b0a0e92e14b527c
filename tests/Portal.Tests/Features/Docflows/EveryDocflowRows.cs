namespace Portal.Tests.Features.Docflows;

/// <summary>Every docflow of the contract's 6.1–6.10, and those of 6.11 that a cloud certificate answers, to each of its ends, in the words of <see cref="DocflowWalk"/>. A row begins with its type, and with what is wrong with it.</summary>
internal static class EveryDocflowRows
{
    private const string Sent = "open: sent neutral, Отправлен; ~-date-confirmation";
    private const string ConfirmationAnswered = "R ~-date-confirmation: sent neutral, Отправлен;";
    private const string Delivered = "delivered: delivered neutral, Доставлен;";
    private const string Accepted = "positive: response-arrived successful, Принято; ~-acceptance-result-positive";
    private const string AcceptedAnswered = "R ~-acceptance-result-positive: response-processed successful, Принято;";
    private const string AcceptedFinished = "R ~-acceptance-result-positive: finished successful, Принято;";
    private const string ReportAccepted = "positive: response-arrived successful, Принят; ~-acceptance-result-positive";
    private const string ReportAnswered = "R ~-acceptance-result-positive: response-processed successful, Принят;";
    private const string Refused = "negative: response-arrived failed, Отказ; ~-acceptance-result-negative";
    private const string RefusedAnswered = "R ~-acceptance-result-negative: finished failed, Отказ;";
    private const string NotTakenIn = "error: finished failed, Отказ;";
    private const string FundSent = "open: sent neutral, Отправлен;";
    private const string FundReceipt = "sfr-report-protocol-refinement-notice-receipt";
    private const string Asked = "open: received neutral, Получено; ~";
    private const string Decision = "R ~: arrived neutral, Ждёт вашего решения; ~>~-acceptance-result-negative ~>~-acceptance-result-positive";

    /// <summary>With the tax service: 6.1–6.7.</summary>
    public static IReadOnlyDictionary<string, string[]> Inspection { get; } = new Dictionary<string, string[]>
    {
        ["fns534-report accepted and entered"] =
        [
            Sent, ConfirmationAnswered, Delivered, ReportAccepted, ReportAnswered, "ok: response-arrived successful, Введён; ~-processing-result-ok",
            "R ~-processing-result-ok: finished successful, Введён;",
        ],
        ["fns534-report entered, the last result answered first"] =
        [
            Sent, "delivered: delivered neutral, Доставлен; ~-date-confirmation", "positive: response-arrived successful, Принят; ~-acceptance-result-positive ~-date-confirmation",
            "ok: response-arrived successful, Введён; ~-acceptance-result-positive ~-date-confirmation ~-processing-result-ok",
            "R ~-processing-result-ok: finished successful, Введён; ~-acceptance-result-positive ~-date-confirmation",
            "R ~-acceptance-result-positive: finished successful, Введён; ~-date-confirmation", "R ~-date-confirmation: finished successful, Введён;",
        ],
        ["fns534-report to be made precise"] =
        [
            Sent, ConfirmationAnswered, Delivered, ReportAccepted, "precise: response-arrived warning, Нужны уточнения; ~-acceptance-result-positive ~-processing-result-precise",
            "R ~-acceptance-result-positive: response-arrived warning, Нужны уточнения; ~-processing-result-precise", "R ~-processing-result-precise: finished warning, Нужны уточнения;",
        ],
        ["fns534-report refused"] = [Sent, ConfirmationAnswered, Delivered, Refused, RefusedAnswered],
        ["fns534-report not taken in"] = [Sent, ConfirmationAnswered, NotTakenIn],
        ["fns534-ion answered"] =
        [
            Sent, ConfirmationAnswered, Delivered, Accepted, AcceptedAnswered, "response: response-arrived successful, Принято; ~-response", "R ~-response: finished successful, Принято;",
        ],
        ["fns534-ion refused"] = [Sent, ConfirmationAnswered, Delivered, Refused, RefusedAnswered],
        ["fns534-letter delivered"] =
            [Sent, ConfirmationAnswered, "delivered: delivered successful, Доставлено;", "answer: delivered successful, Доставлено;"],
        ["fns534-letter declined"] =
        [
            Sent, ConfirmationAnswered, "delivered: delivered successful, Доставлено;", "decline: response-arrived failed, Отказ; ~-decline-notice",
            "R ~-decline-notice: response-processed failed, Отказ;",
        ],
        ["fns534-letter not taken in"] = [Sent, ConfirmationAnswered, NotTakenIn],
        ["fns534-cu-letter"] = [Asked, "R ~: finished successful, Отвечено;"],
        ["fns534-demand accepted"] =
        [
            Asked, Decision, $"check: {Decision[5..]}", "R ~ ~-acceptance-result-positive: processed successful, Ждёт документов;", "receipt: finished successful, Ждёт документов;",
        ],
        ["fns534-demand&flaw=0300300030 refused"] =
        [
            Asked, Decision, $"check 0300300030: {Decision[5..]}", "R ~ ~-acceptance-result-negative: processed failed, Вы отказали в приёме;", "receipt: finished failed, Вы отказали в приёме;",
        ],
        ["fns534-submission accepted"] = [Sent, ConfirmationAnswered, Delivered, Accepted, AcceptedFinished],
        ["fns534-submission refused"] = [Sent, ConfirmationAnswered, Delivered, Refused, RefusedAnswered],
        ["fns534-inventory accepted"] = [Sent, ConfirmationAnswered, Delivered, Accepted, AcceptedFinished],
        ["fns534-inventory refused"] = [Sent, ConfirmationAnswered, Delivered, Refused, RefusedAnswered],
        ["fns534-application marked"] =
        [
            Sent, ConfirmationAnswered, Delivered, Accepted, AcceptedAnswered, "positive: response-arrived successful, Принято; ~-processing-result-positive",
            "R ~-processing-result-positive: finished successful, Принято;",
        ],
        ["fns534-application not marked"] =
        [
            Sent, ConfirmationAnswered, Delivered, Accepted, AcceptedAnswered, "negative: response-arrived failed, Отказ; ~-processing-result-negative",
            "R ~-processing-result-negative: finished failed, Отказ;",
        ],
        ["fns534-application refused"] = [Sent, ConfirmationAnswered, Delivered, Refused, RefusedAnswered],
    };

    /// <summary>With the social fund and Rosstat: 6.8–6.11.</summary>
    public static IReadOnlyDictionary<string, string[]> Others { get; } = new Dictionary<string, string[]>
    {
        ["sfr-report accepted"] =
        [
            FundSent, Delivered, $"positive: response-arrived successful, Принят; ~-protocol-check>~{FundReceipt["sfr-report".Length..]}",
            $"R ~-protocol-check {FundReceipt}: finished successful, Принят;",
        ],
        ["sfr-report with claims"] =
        [
            FundSent, Delivered, $"precise: response-arrived warning, Нужны уточнения; ~-protocol-refinement-notice>~{FundReceipt["sfr-report".Length..]}",
            $"R ~-protocol-refinement-notice {FundReceipt}: finished warning, Нужны уточнения;",
        ],
        ["sfr-report refused"] = [FundSent, Delivered, "decline: finished failed, Отказ;"],
        ["sfr-report undeliverable"] = [FundSent, Delivered, "impossible: finished failed, Отказ;"],
        ["pfr-report accepted"] =
        [
            FundSent, Delivered, "positive: response-arrived successful, Принят; ~-protocol>~-protocol-receipt", "R ~-protocol pfr-report-protocol-receipt: finished successful, Принят;",
        ],
        ["pfr-ios answered"] =
        [
            FundSent, Delivered, "response: response-arrived successful, Принято; ~-response>~-response-receipt", "R ~-response pfr-ios-response-receipt: finished successful, Принято;",
        ],
        ["stat-report accepted"] = Statistics("positive", "successful, Принят"),
        ["stat-report to be made precise"] = Statistics("precise", "warning, Нужны уточнения"),
        ["stat-report of a wrong format"] = Statistics("negative", "failed, Отказ"),
        ["stat-report rejected"] = Statistics("reject", "failed, Отказ"),
        ["stat-letter"] = [FundSent, "delivered: delivered neutral, Доставлено;"],
        ["stat-cu-letter"] = [Asked, "R ~: finished successful, Отвечено;"],
    };

    private static string[] Statistics(string result, string state) =>
        [FundSent, Delivered, $"{result}: response-arrived {state}; ~-protocol-v2-{result}", $"R ~-protocol-v2-{result}: finished {state};"];
}
