using static Portal.Simulator.KonturExtern.Docflows.Machines.PlanWords;

namespace Portal.Simulator.KonturExtern.Docflows.Machines;

/// <summary>Docflows with Rosstat and the interior ministry (drafts contract 6.9–6.11).</summary>
internal static class OtherPlans
{
    public static IReadOnlyList<DocflowPlan> All { get; } =
    [
        new("stat-report", "stat", "stat-report")
        {
            Opening = [Description("stat-report-description"), Confirmation("stat-report-date-confirmation")],
            Steps =
            [
                new("receipt", new PlanOutcome("delivered", "delivered", null, "protocol", Open("stat-report-receipt"))),
                new("protocol",
                    Protocol("positive", "successful"), Protocol("precise", "warning"), Protocol("negative", "failed") with { Robots = Refusing }, Protocol("reject", "failed")),
            ],
            Answers =
            [
                new("stat-report-protocol-v2-positive", "finished"), new("stat-report-protocol-v2-precise", "finished"),
                new("stat-report-protocol-v2-negative", "finished"), new("stat-report-protocol-v2-reject", "finished"),
            ],
        },
        new("stat-letter", "stat", "stat-letter")
        {
            Opening = [Description("stat-letter-description"), Confirmation("stat-letter-confirmation")],
            Steps = [new("receipt", new PlanOutcome("delivered", "delivered", null, null, Open("stat-letter-receipt")))],
        },
        new("stat-cu-letter", "stat", "stat-cu-letter")
        {
            IsIncoming = true, MainOpens = ["stat-cu-letter-receipt"], Opening = [Description("stat-cu-letter-description"), Confirmation("stat-cu-letter-confirmation")],
            Answers = [new("stat-cu-letter", "finished", "successful")],
        },
        new("stat-cu-broadcast", "stat", "stat-cu-broadcast-letter")
        {
            IsIncoming = true, Opening = [Description("stat-cu-broadcast-description"), Confirmation("stat-cu-broadcast-confirmation")],
        },
        new("mvd-notification", "mvd", "mvd-notification-epgu-notification")
        {
            Opening = [Description("mvd-notification-description")],
            Steps =
            [
                new("receipt", new PlanOutcome("delivered", "delivered", null, "protocol", Open("mvd-notification-epgu-receipt"))),
                new("protocol",
                    new PlanOutcome("positive", "response-arrived", "successful", null, Open("mvd-notification-epgu-protocol")),
                    new PlanOutcome("negative", "response-arrived", "failed", null, Open("mvd-notification-epgu-protocol")) { Robots = ["770-077"] },
                    new PlanOutcome("silent", "response-arrived", "failed", null) { Robots = ["770-066"] }),
            ],
        },
    ];

    private static PlanOutcome Protocol(string name, string state) =>
        new(name, "response-arrived", state, null, Closed($"stat-report-protocol-v2-{name}", "stat-report-receipt"));
}
