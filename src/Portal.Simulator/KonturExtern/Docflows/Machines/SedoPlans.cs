using static Portal.Simulator.KonturExtern.Docflows.Machines.PlanWords;

namespace Portal.Simulator.KonturExtern.Docflows.Machines;

/// <summary>
/// The social fund's SEDO (drafts contract 6.11). The contract gives statuses and a pattern of document types; which document brings which status is chosen by us
/// where it does not say so, the last two documents of a demand among them.
/// </summary>
internal static class SedoPlans
{
    private static readonly string[] Incoming =
    [
        "pvso-notification", "sick-report-change-notification", "proactive-payments-demand", "proactive-payments-benefit", "insured-person-mismatch", "benefit-payment-status-notice",
        "billing-information", "proactive-expire-notice", "appeal", "disability-children-demand", "broadcast-message", "payment-details-demand", "additional-vacation-need-doc",
        "proactive-process-events-notification", "proactive-salary-notification", "judicial-restriction",
    ];

    private static readonly string[] Outgoing =
    [
        "provider-subscription", "abonent-subscription", "proactive-payments-reply", "insured-person-registration", "benefit-payment-initiation", "demand-reply",
        "billing-information-demand", "baby-care-vacation-close-notice", "employee-salary-information", "appeal-reply", "payment-details-demand-reply", "oved-confirmation",
        "additional-vacation-statement", "additional-vacation-docs", "judicial-restriction-reply",
    ];

    public static IReadOnlyList<DocflowPlan> All { get; } = [Demand(), .. Incoming.Select(Notification), .. Outgoing.Select(Sent)];

    private static DocflowPlan Demand() => new("fss-sedo-demand", "fss", "fss-sedo-demand-demand-message")
    {
        IsIncoming = true, AwaitsDocumentsRequest = true,
        Steps =
        [
            new("document",
                new PlanOutcome("document", "response-arrived", null, null, Closed("fss-sedo-demand-demand-message", "fss-sedo-demand-read-receipt")),
                new PlanOutcome("exchange-error", "finished", "failed", null, Open("fss-sedo-demand-exchange-error"))),
            new("portal", new PlanOutcome("delivered", "delivered", null, "closing", Open("fss-sedo-demand-reception-result"))),
            new("closing", new PlanOutcome("finished", "finished", "successful", null, Open("fss-sedo-demand-result-document"))),
        ],
        Answers = [new("fss-sedo-demand-demand-message", "processed", Next: "portal")],
    };

    private static DocflowPlan Notification(string kind) => new($"fss-sedo-{kind}", "fss", $"fss-sedo-{kind}-document")
    {
        IsIncoming = true, AwaitsDocumentsRequest = true,
        Steps =
        [
            new("document",
                new PlanOutcome("document", "response-arrived", null, null, Closed($"fss-sedo-{kind}-document", $"fss-sedo-{kind}-read-receipt")),
                new PlanOutcome("exchange-error", "finished", "failed", null, Open($"fss-sedo-{kind}-exchange-error"))),
        ],
        Answers = [new($"fss-sedo-{kind}-document", "finished", "successful")],
    };

    private static DocflowPlan Sent(string kind) => new($"fss-sedo-{kind}", "fss", $"fss-sedo-{kind}-request")
    {
        Steps =
        [
            new("reception",
                new PlanOutcome("delivered", "delivered", null, "result", Open($"fss-sedo-{kind}-reception-result")),
                new PlanOutcome("exchange-error", "finished", "failed", null, Open($"fss-sedo-{kind}-exchange-error"))),
            new("result",
                new PlanOutcome("positive", "response-arrived", "successful", null, Closed($"fss-sedo-{kind}-result-document", $"fss-sedo-{kind}-read-receipt")),
                new PlanOutcome("negative", "finished", "failed", null, Closed($"fss-sedo-{kind}-error-message"))),
        ],
        Answers = [new($"fss-sedo-{kind}-result-document", "finished")],
    };
}
