namespace Portal.Integrations.Tests.Simulator.Machines;

/// <summary>Every machine of section 6 of the drafts contract to each of its ends, in the words of <see cref="MachineWalk"/>.</summary>
internal static class MachineRows
{
    private const string ReportOpen = "open: sent neutral; ~ ~-description ~-date-confirmation; ~-receipt";
    private const string Delivered = "delivered: delivered neutral; ~-receipt; ~-receipt";
    private const string Accepted = "positive: response-arrived successful; ~-acceptance-result-positive; ~-receipt ~-receipt";
    private const string Refused = "negative: response-arrived failed; ~-acceptance-result-negative; ~-receipt ~-receipt";
    private const string AcceptedAnswered = "R ~-acceptance-result-positive ~-receipt: response-processed successful; ~-receipt; ~-receipt";
    private const string RefusedAnswered = "R ~-acceptance-result-negative ~-receipt: finished failed; ~-receipt; ~-receipt";
    private const string MessageOpen = "open: sent neutral; ~-message ~-description ~-date-confirmation; ~-receipt";
    private const string SfrReply = "sfr-report-protocol-refinement-notice-receipt";
    private const string StatAnswered = "stat-report-receipt: finished";
    private const string DemandReceived = "open: received neutral; ~ ~-attachment ~-description ~-date-confirmation; ~-receipt";
    private const string DemandArrived = "R ~ ~-receipt: arrived neutral; ~-receipt; ~-acceptance-result-positive ~-acceptance-result-negative";
    private const string PfrOpen = "open: sent neutral; ~ ~-description;";

    public static IReadOnlyDictionary<string, string[]> All { get; } = new Dictionary<string, string[]>
    {
        ["fns534-report to entry"] =
        [
            ReportOpen, Delivered, Accepted, AcceptedAnswered, "ok: response-arrived successful; ~-processing-result-ok; ~-receipt ~-receipt",
            "R ~-processing-result-ok ~-receipt: finished successful; ~-receipt; ~-receipt", "R ~-date-confirmation ~-receipt: finished successful; ~-receipt;",
        ],
        ["fns534-report to refinement, all at once"] =
        [
            ReportOpen, Delivered, Accepted, "precise: response-arrived warning; ~-processing-result-precise; ~-receipt ~-receipt ~-receipt",
            "R ~-acceptance-result-positive ~-receipt: response-arrived warning; ~-receipt; ~-receipt ~-receipt",
            "R ~-processing-result-precise ~-receipt: finished warning; ~-receipt; ~-receipt",
        ],
        ["fns534-report refused"] = [ReportOpen, Delivered, Refused, RefusedAnswered],
        ["fns534-report not taken in"] = [ReportOpen, "error: finished failed; error; ~-receipt"],
        ["fns534-report, the confirmation changes nothing"] = [ReportOpen, "R ~-date-confirmation ~-receipt: sent neutral; ~-receipt;"],
        ["fns534-application to the mark"] =
        [
            ReportOpen, Delivered, Accepted, AcceptedAnswered, "positive: response-arrived successful; ~-processing-result-positive; ~-receipt ~-receipt",
            "R ~-processing-result-positive ~-receipt: finished successful; ~-receipt; ~-receipt",
        ],
        ["fns534-application without the mark"] =
        [
            ReportOpen, Delivered, Accepted, AcceptedAnswered, "negative: response-arrived failed; ~-processing-result-negative; ~-receipt ~-receipt",
            "R ~-processing-result-negative ~-receipt: finished failed; ~-receipt; ~-receipt",
        ],
        ["fns534-application refused"] = [ReportOpen, Delivered, Refused, RefusedAnswered],
        ["fns534-ion answered"] =
        [
            "open: sent neutral; ~-request ~-description ~-date-confirmation; ~-receipt", Delivered, Accepted, AcceptedAnswered,
            "response: response-arrived successful; ~-response; ~-receipt ~-receipt", "R ~-response ~-receipt: finished successful; ~-receipt; ~-receipt",
        ],
        ["fns534-ion refused"] = ["open: sent neutral; ~-request ~-description ~-date-confirmation; ~-receipt", Delivered, Refused, RefusedAnswered],
        ["fns534-letter delivered"] = [ReportOpen, "delivered: delivered successful; ~-receipt; ~-receipt", "answer: delivered successful;; ~-receipt"],
        ["fns534-letter declined"] =
        [
            ReportOpen, "delivered: delivered successful; ~-receipt; ~-receipt", "decline: response-arrived failed; ~-decline-notice; ~-receipt ~-receipt",
            "R ~-decline-notice ~-receipt: response-processed failed; ~-receipt; ~-receipt",
        ],
        ["fns534-letter not taken in"] = [ReportOpen, "error: finished failed; error; ~-receipt"],
        ["fns534-submission accepted"] = [MessageOpen, Delivered, Accepted, "R ~-acceptance-result-positive ~-receipt: finished successful; ~-receipt; ~-receipt"],
        ["fns534-submission refused"] = [MessageOpen, Delivered, Refused, RefusedAnswered],
        ["fns534-inventory accepted"] = [MessageOpen, Delivered, Accepted, "R ~-acceptance-result-positive ~-receipt: finished successful; ~-receipt; ~-receipt"],
        ["fns534-inventory refused"] = [MessageOpen, Delivered, Refused, RefusedAnswered],
        ["fns534-cu-letter read"] =
        [
            "open: received neutral; ~ ~-attachment ~-description ~-date-confirmation; ~-receipt", "R ~ ~-receipt: finished successful; ~-receipt;",
        ],
        ["fns534-cu-broadcast"] = ["open: received neutral; ~ ~-attachment ~-description ~-date-confirmation;"],
        ["fns534-demand accepted"] =
        [
            DemandReceived, DemandArrived, "R ~ ~-acceptance-result-positive: processed successful; ~-acceptance-result-positive;", "receipt: finished successful; ~-receipt;",
        ],
        ["fns534-demand refused"] =
        [
            DemandReceived, DemandArrived, "R ~ ~-acceptance-result-negative: processed failed; ~-acceptance-result-negative;", "receipt: finished failed; ~-receipt;",
        ],
        ["business-registration done"] =
        [
            "open: sent neutral; ~-application;", "delivered: delivered neutral;;", "receipt: response-arrived neutral; ~-receipt;",
            "positive: finished successful; ~-registration-certificate ~-egrul-extract;",
        ],
        ["business-registration refused"] =
        [
            "open: sent neutral; ~-application;", "delivered: delivered neutral;;", "receipt: response-arrived neutral; ~-receipt;", "negative: finished failed; ~-acceptance-result-negative;",
        ],
        ["sfr-report accepted"] =
        [
            "open: sent neutral; ~-report-document ~-package-description;", "delivered: delivered neutral; ~-acknowledgement;",
            $"positive: response-arrived successful; ~-protocol-check; {SfrReply}", $"R ~-protocol-check {SfrReply}: finished successful; {SfrReply};",
        ],
        ["sfr-report with claims, noticed by the operator"] =
        [
            "open: sent neutral; ~-report-document ~-package-description;", "delivered: delivered neutral; ~-acknowledgement;",
            $"precise: response-arrived warning; ~-protocol-refinement-notice; {SfrReply}", $"notice: finished warning; {SfrReply}; {SfrReply}",
        ],
        ["sfr-report refused"] =
        [
            "open: sent neutral; ~-report-document ~-package-description;", "delivered: delivered neutral; ~-acknowledgement;", "decline: finished failed; ~-decline-notice;",
        ],
        ["sfr-report undeliverable"] =
        [
            "open: sent neutral; ~-report-document ~-package-description;", "delivered: delivered neutral; ~-acknowledgement;",
            $"impossible: finished failed; ~-impossible-delivery-notice {SfrReply};",
        ],
        ["stat-report accepted"] = Stat("positive", "successful"),
        ["stat-report with claims"] = Stat("precise", "warning"),
        ["stat-report of a wrong format"] = Stat("negative", "failed"),
        ["stat-report rejected"] = Stat("reject", "failed"),
        ["stat-letter"] = ["open: sent neutral; ~ ~-description ~-confirmation;", "delivered: delivered neutral; ~-receipt;"],
        ["stat-cu-letter read"] = ["open: received neutral; ~ ~-attachment ~-description ~-confirmation; ~-receipt", "R ~ ~-receipt: finished successful; ~-receipt;"],
        ["stat-cu-broadcast"] = ["open: received neutral; ~-letter ~-attachment ~-description ~-confirmation;"],
        ["pfr-report accepted"] =
        [
            PfrOpen, "delivered: delivered neutral; ~-acknowledgement;", "positive: response-arrived successful; ~-protocol ~-protocol-appendix; ~-protocol-receipt",
            "R ~-protocol ~-protocol-receipt: finished successful;;",
        ],
        ["pfr-report refused"] =
        [
            PfrOpen, "delivered: delivered neutral; ~-acknowledgement;", "negative: response-arrived failed; ~-protocol ~-protocol-appendix; ~-protocol-receipt",
            "R ~-protocol ~-protocol-receipt: finished failed;;",
        ],
        ["pfr-report with an error that is lifted"] =
        [
            PfrOpen, "error: finished failed; ~-error-description;", "lifted: delivered neutral; ~-acknowledgement;",
            "positive: response-arrived successful; ~-protocol ~-protocol-appendix; ~-protocol-receipt",
        ],
        ["pfr-report-v2 accepted"] =
        [
            "open: sent neutral; pfr-report-report-v2 pfr-package-description;", "delivered: delivered neutral; pfr-report-acknowledgement-v2;",
            "positive: response-arrived successful; pfr-report-protocol-check;", "notice: finished successful; pfr-report-protocol-refinement-notice-receipt;",
        ],
        ["pfr-report-v2 with claims"] =
        [
            "open: sent neutral; pfr-report-report-v2 pfr-package-description;", "delivered: delivered neutral; pfr-report-acknowledgement-v2;",
            "precise: response-arrived warning; pfr-report-protocol-refinement-notice;", "notice: finished warning; pfr-report-protocol-refinement-notice-receipt;",
        ],
        ["pfr-report-v2 refused"] =
        [
            "open: sent neutral; pfr-report-report-v2 pfr-package-description;", "delivered: delivered neutral; pfr-report-acknowledgement-v2;",
            "decline: finished failed; pfr-report-decline-notice;",
        ],
        ["pfr-letter"] = [PfrOpen, "acknowledged: finished successful; ~-letter-acknowledgement;"],
        ["pfr-letter not taken in"] = [PfrOpen, "error: finished failed; ~-error-description;"],
        ["pfr-cu-letter read"] =
        [
            "open: received neutral; ~ ~-attachment ~-description; ~-letter-acknowledgement", "R ~ ~-letter-acknowledgement: finished successful; ~-letter-acknowledgement;",
        ],
        ["pfr-ios"] =
        [
            "open: sent neutral; ~-request ~-description;", "delivered: delivered neutral; ~-request-acknowledgement;",
            "response: response-arrived successful; ~-response ~-response-attachment; ~-response-receipt", "R ~-response ~-response-receipt: finished successful;;",
        ],
        ["pfr-ancillary accepted"] =
        [
            "open: sent neutral; ~-document;", "delivered: delivered neutral; ~-delivery-notice;", "positive: response-arrived successful; ~-reception-result-positive;",
            "notice: finished successful; ~-reception-result-receipt;",
        ],
        ["pfr-ancillary refused"] =
        [
            "open: sent neutral; ~-document;", "delivered: delivered neutral; ~-delivery-notice;", "negative: response-arrived failed; ~-reception-result-negative;",
            "notice: finished failed; ~-reception-result-receipt;",
        ],
        ["pfr-ancillary rejected"] = ["open: sent neutral; ~-document;", "rejection: finished failed; ~-rejection-notice;"],
        ["fss-sedo-demand"] =
        [
            "open: received neutral;;", "Q: arrived neutral; ~-request-message;", "document: response-arrived neutral; ~-demand-message; ~-read-receipt",
            "R ~-demand-message ~-read-receipt: processed neutral; ~-read-receipt;", "delivered: delivered neutral; ~-reception-result;", "finished: finished successful; ~-result-document;",
        ],
        ["fss-sedo-demand with an exchange error"] =
            ["open: received neutral;;", "Q: arrived neutral; ~-request-message;", "exchange-error: finished failed; ~-exchange-error;"],
        ["fss-sedo-pvso-notification"] =
        [
            "open: received neutral;;", "Q: arrived neutral; ~-request-message;", "document: response-arrived neutral; ~-document; ~-read-receipt",
            "R ~-document ~-read-receipt: finished successful; ~-read-receipt;",
        ],
        ["fss-sedo-demand-reply"] =
        [
            "open: sent neutral; ~-request;", "delivered: delivered neutral; ~-reception-result;", "positive: response-arrived successful; ~-result-document; ~-read-receipt",
            "R ~-result-document ~-read-receipt: finished successful; ~-read-receipt;",
        ],
        ["fss-sedo-demand-reply refused"] = ["open: sent neutral; ~-request;", "delivered: delivered neutral; ~-reception-result;", "negative: finished failed; ~-error-message;"],
        ["mvd-notification accepted"] = Mvd("positive: response-arrived successful; ~-epgu-protocol;"),
        ["mvd-notification refused"] = Mvd("negative: response-arrived failed; ~-epgu-protocol;"),
        ["mvd-notification refused without a word"] = Mvd("silent: response-arrived failed;;"),
    };

    private static string[] Stat(string result, string state) =>
    [
        "open: sent neutral; ~ ~-description ~-date-confirmation;", "delivered: delivered neutral; ~-receipt;",
        $"{result}: response-arrived {state}; ~-protocol-v2-{result}; ~-receipt", $"R ~-protocol-v2-{result} {StatAnswered} {state}; ~-receipt;",
    ];

    private static string[] Mvd(string end) =>
        ["open: sent neutral; ~-epgu-notification ~-description;", "delivered: delivered neutral; ~-epgu-receipt;", end];
}
