using static Portal.Simulator.KonturExtern.Docflows.Machines.PlanWords;

namespace Portal.Simulator.KonturExtern.Docflows.Machines;

/// <summary>Docflows with the social fund and the former pension fund (drafts contract 6.8, 6.11).</summary>
internal static class FundPlans
{
    /// <summary>The name of a reply that signs a protocol and its appendices is chosen by us: the contract says only that the link names it.</summary>
    public const string ProtocolReply = "pfr-report-protocol-receipt";

    /// <summary>Likewise of the reply to an answer about payments.</summary>
    public const string IosReply = "pfr-ios-response-receipt";

    public const string LetterReply = "pfr-cu-letter-letter-acknowledgement";

    /// <summary>The table of reports in the fund's newer format, of the same docflow type.</summary>
    public const string NewReport = "pfr-report-v2";

    private const string Notice = "sfr-report-protocol-refinement-notice-receipt";

    public static IReadOnlyList<DocflowPlan> All { get; } =
    [
        new("sfr-report", "pfr", "sfr-report-report-document")
        {
            Opening = [Description("sfr-report-package-description")],
            Steps =
            [
                new("acknowledgement", new PlanOutcome("delivered", "delivered", null, "protocol", Open("sfr-report-acknowledgement"))),
                new("protocol",
                    new PlanOutcome("positive", "response-arrived", "successful", "notice", Closed("sfr-report-protocol-check", Notice)),
                    new PlanOutcome("precise", "response-arrived", "warning", "notice", Closed("sfr-report-protocol-refinement-notice", Notice)),
                    new PlanOutcome("decline", "finished", "failed", null, Closed("sfr-report-decline-notice")),
                    new PlanOutcome("impossible", "finished", "failed", null, Closed("sfr-report-impossible-delivery-notice"), Confirmation(Notice))),
                NoticeStep(Notice),
            ],
            Answers = [new("sfr-report-protocol-check", "finished"), new("sfr-report-protocol-refinement-notice", "finished")],
        },
        new("pfr-report", "pfr", "pfr-report")
        {
            Opening = [Description("pfr-report-description")],
            Steps =
            [
                new("acknowledgement",
                    new PlanOutcome("delivered", "delivered", null, "protocol", Open("pfr-report-acknowledgement")),
                    new PlanOutcome("error", "finished", "failed", "lifting", Open("pfr-report-error-description"))),
                new("lifting", new PlanOutcome("lifted", "delivered", "neutral", "protocol", Open("pfr-report-acknowledgement"))) { IsManual = true },
                new("protocol",
                    new PlanOutcome("positive", "response-arrived", "successful", null, Closed("pfr-report-protocol-appendix"), Closed("pfr-report-protocol", ProtocolReply)) { SignsMain = true },
                    new PlanOutcome("negative", "response-arrived", "failed", null, Closed("pfr-report-protocol-appendix"), Closed("pfr-report-protocol", ProtocolReply))),
            ],
            Answers = [new("pfr-report-protocol", "finished")],
        },
        new("pfr-report", "pfr", "pfr-report-report-v2")
        {
            Name = NewReport, Opening = [Description("pfr-package-description")],
            Steps =
            [
                new("acknowledgement", new PlanOutcome("delivered", "delivered", null, "protocol", Open("pfr-report-acknowledgement-v2"))),
                new("protocol",
                    new PlanOutcome("positive", "response-arrived", "successful", "notice", Closed("pfr-report-protocol-check")),
                    new PlanOutcome("precise", "response-arrived", "warning", "notice", Closed("pfr-report-protocol-refinement-notice")),
                    new PlanOutcome("decline", "finished", "failed", null, Closed("pfr-report-decline-notice"))),
                NoticeStep("pfr-report-protocol-refinement-notice-receipt"),
            ],
        },
        new("pfr-letter", "pfr", "pfr-letter")
        {
            Opening = [Description("pfr-letter-description")],
            Steps =
            [
                new("acknowledgement",
                    new PlanOutcome("acknowledged", "finished", "successful", null, Open("pfr-letter-letter-acknowledgement")),
                    new PlanOutcome("error", "finished", "failed", null, Open("pfr-letter-error-description"))),
            ],
        },
        new("pfr-cu-letter", "pfr", "pfr-cu-letter")
        {
            IsIncoming = true, MainOpens = [LetterReply], Opening = [Description("pfr-cu-letter-description")],
            Answers = [new("pfr-cu-letter", "finished", "successful")],
        },
        new("pfr-ios", "pfr", "pfr-ios-request")
        {
            Opening = [Description("pfr-ios-description")],
            Steps =
            [
                new("acknowledgement",
                    new PlanOutcome("delivered", "delivered", null, "response", Open("pfr-ios-request-acknowledgement")),
                    new PlanOutcome("error", "finished", "failed", null, Open("pfr-ios-error-description"))),
                new("response", new PlanOutcome("response", "response-arrived", "successful", null, Closed("pfr-ios-response-attachment"), Closed("pfr-ios-response", IosReply))),
            ],
            Answers = [new("pfr-ios-response", "finished")],
        },
        new("pfr-ancillary", "pfr", "pfr-ancillary-document")
        {
            Steps =
            [
                new("acknowledgement",
                    new PlanOutcome("delivered", "delivered", null, "reception", Open("pfr-ancillary-delivery-notice")),
                    new PlanOutcome("rejection", "finished", "failed", null, Closed("pfr-ancillary-rejection-notice"))),
                new("reception",
                    new PlanOutcome("positive", "response-arrived", "successful", "notice", Closed("pfr-ancillary-reception-result-positive")),
                    new PlanOutcome("negative", "response-arrived", "failed", "notice", Closed("pfr-ancillary-reception-result-negative"))),
                NoticeStep("pfr-ancillary-reception-result-receipt"),
            ],
        },
    ];

    private static PlanStep NoticeStep(string type) => new("notice", new PlanOutcome("notice", "finished", null, null, Confirmation(type))) { IsNotice = true };
}
