using static Portal.Simulator.KonturExtern.Docflows.Machines.PlanWords;

namespace Portal.Simulator.KonturExtern.Docflows.Machines;

/// <summary>Docflows with the tax service (drafts contract 6.1–6.7, 6.11).</summary>
internal static class FnsPlans
{
    /// <summary>2-НДФЛ, which is accepted with a protocol and a registry as well.</summary>
    private const string IncomeStatements = "1151078";

    public static IReadOnlyList<DocflowPlan> All { get; } =
    [
        Report("fns534-report", "fns534-report", "ok", "precise"),
        Report("fns534-application", "fns534-application", "positive", "negative"),
        Ion(),
        Letter(),
        Answering("fns534-submission", null, null),
        Answering("fns534-inventory", "accepted", "declined"),
        new("fns534-cu-letter", "fns", "fns534-cu-letter")
        {
            IsIncoming = true, MainOpens = ["fns534-cu-letter-receipt"],
            Opening = [Description("fns534-cu-letter-description"), Confirmation("fns534-cu-letter-date-confirmation")],
            Answers = [new("fns534-cu-letter", "finished", "successful")],
        },
        new("fns534-cu-broadcast", "fns", "fns534-cu-broadcast")
        {
            IsIncoming = true, Opening = [Description("fns534-cu-broadcast-description"), Confirmation("fns534-cu-broadcast-date-confirmation")],
        },
        Demand(),
        Registration(),
    ];

    private static DocflowPlan Report(string type, string main, string good, string bad)
    {
        var receipt = $"{type}-receipt";
        return new(type, "fns", main)
        {
            Opening = [Description($"{type}-description"), Confirmation($"{type}-date-confirmation", receipt)],
            Steps =
            [
                Receipt(type, "acceptance"),
                new("acceptance",
                    new PlanOutcome("positive", "response-arrived", "successful", "processing",
                        Closed($"{type}-acceptance-result-2ndfl-protocol") with { OnlyKnd = IncomeStatements }, Closed($"{type}-acceptance-result-2ndfl-registry") with { OnlyKnd = IncomeStatements },
                        Closed($"{type}-acceptance-result-positive", receipt)),
                    new PlanOutcome("negative", "response-arrived", "failed", null, Closed($"{type}-acceptance-result-negative", receipt)) { Robots = Refusing }),
                new("processing",
                    new PlanOutcome(good, "response-arrived", "successful", null, Closed($"{type}-processing-result-{good}", receipt)),
                    new PlanOutcome(bad, "response-arrived", bad == "precise" ? "warning" : "failed", null, Closed($"{type}-processing-result-{bad}", receipt)) { Robots = Refining }),
            ],
            Answers =
            [
                new($"{type}-acceptance-result-positive", "response-processed"), new($"{type}-acceptance-result-negative", "finished"),
                new($"{type}-processing-result-{good}", "finished"), new($"{type}-processing-result-{bad}", "finished"),
            ],
        };
    }

    private static DocflowPlan Ion() => new("fns534-ion", "fns", "fns534-ion-request")
    {
        Opening = [Description("fns534-ion-description"), Confirmation("fns534-ion-date-confirmation", "fns534-ion-receipt")],
        Steps =
        [
            Receipt("fns534-ion", "acceptance"),
            new("acceptance",
                new PlanOutcome("positive", "response-arrived", "successful", "response", Closed("fns534-ion-acceptance-result-positive", "fns534-ion-receipt")),
                new PlanOutcome("negative", "response-arrived", "failed", null, Closed("fns534-ion-acceptance-result-negative", "fns534-ion-receipt")) { Robots = Refusing }),
            new("response", new PlanOutcome("response", "response-arrived", "successful", null, Closed("fns534-ion-response", "fns534-ion-receipt"))),
        ],
        Answers =
        [
            new("fns534-ion-acceptance-result-positive", "response-processed"), new("fns534-ion-acceptance-result-negative", "finished"), new("fns534-ion-response", "finished"),
        ],
    };

    /// <summary>The answer to a letter is a docflow of its own; the letter rests in <c>delivered</c>.</summary>
    private static DocflowPlan Letter() => new("fns534-letter", "fns", "fns534-letter")
    {
        Opening = [Description("fns534-letter-description"), Confirmation("fns534-letter-date-confirmation", "fns534-letter-receipt")],
        Steps =
        [
            new("receipt",
                new PlanOutcome("delivered", "delivered", "successful", "answer", Open("fns534-letter-receipt")),
                new PlanOutcome("error", "finished", "failed", null, Open("error"))),
            new("answer",
                new PlanOutcome("answer", null, null, null) { Brings = "fns534-cu-letter" },
                new PlanOutcome("decline", "response-arrived", "failed", null, Closed("fns534-letter-decline-notice", "fns534-letter-receipt")) { Robots = Refusing }),
        ],
        Answers = [new("fns534-letter-decline-notice", "response-processed")],
    };

    private static DocflowPlan Answering(string type, string? accepted, string? declined) => new(type, "fns", $"{type}-message")
    {
        Opening = [Description($"{type}-description"), Confirmation($"{type}-date-confirmation", $"{type}-receipt")],
        Steps =
        [
            Receipt(type, "acceptance"),
            new("acceptance",
                new PlanOutcome("positive", "response-arrived", "successful", null, Closed($"{type}-acceptance-result-positive", $"{type}-receipt")) { RepliesStatus = accepted },
                new PlanOutcome("negative", "response-arrived", "failed", null, Closed($"{type}-acceptance-result-negative", $"{type}-receipt"))
                {
                    Robots = Refusing, RepliesStatus = declined,
                }),
        ],
        Answers = [new($"{type}-acceptance-result-positive", "finished"), new($"{type}-acceptance-result-negative", "finished")],
    };

    private static DocflowPlan Demand()
    {
        const string Receipt = "fns534-demand-receipt";
        const string Positive = "fns534-demand-acceptance-result-positive";
        const string Negative = "fns534-demand-acceptance-result-negative";
        return new("fns534-demand", "fns", "fns534-demand")
        {
            IsIncoming = true, MainOpens = [Receipt],
            Opening = [Description("fns534-demand-description"), Confirmation("fns534-demand-date-confirmation")],
            Steps =
            [
                new("cu-receipt", new PlanOutcome("receipt", "finished", null, null, Open(Receipt)) { ReceiptStatus = "accepted-by-cu" }),
                new("cu-denial-receipt", new PlanOutcome("receipt", "finished", null, null, Open(Receipt)) { ReceiptStatus = "denial-accepted-by-cu" }),
            ],
            Answers =
            [
                new("fns534-demand", "arrived", Reply: Receipt) { Opens = [Positive, Negative] },
                new("fns534-demand", "processed", "successful", "cu-receipt", Positive) { ReceiptStatus = "accepted" },
                new("fns534-demand", "processed", "failed", "cu-denial-receipt", Negative) { ReceiptStatus = "rejected" },
            ],
        };
    }

    /// <summary>Which documents close a registration is chosen by us: the contract names their types only.</summary>
    private static DocflowPlan Registration() => new("business-registration", "fns", "business-registration-application")
    {
        Steps =
        [
            new("queue", new PlanOutcome("delivered", "delivered", null, "receipt")),
            new("receipt", new PlanOutcome("receipt", "response-arrived", null, "decision", Open("business-registration-receipt"))),
            new("decision",
                new PlanOutcome("positive", "finished", "successful", null, Closed("business-registration-registration-certificate"), Closed("business-registration-egrul-extract")),
                new PlanOutcome("negative", "finished", "failed", null, Closed("business-registration-acceptance-result-negative")) { Robots = Refusing },
                new PlanOutcome("decline", "finished", "failed", null, Closed("business-registration-decline-notice"))),
        ],
    };

    private static PlanStep Receipt(string type, string next) => new("receipt",
        new PlanOutcome("delivered", "delivered", null, next, Open($"{type}-receipt")),
        new PlanOutcome("error", "finished", "failed", null, Open("error")));
}
