namespace Portal.Tests.Features.Docflows;

/// <summary>Docflows with the tax service (contract drafts 6.1–6.7), each to its end, by code and on the phone.</summary>
public sealed class EveryInspectionDocflowTests(EveryDocflowStage stage) : IClassFixture<EveryDocflowStage>
{
    public static TheoryData<string, string> Rows => EveryDocflowStage.Of(EveryDocflowRows.Inspection.Keys);

    [Theory]
    [MemberData(nameof(Rows))]
    public Task It_is_walked_to_its_end(string row, string way) => stage.WalkAsync(row, EveryDocflowRows.Inspection[row], way);
}

/// <summary>Docflows with the social fund and Rosstat (contract drafts 6.8–6.10), likewise.</summary>
public sealed class EveryOtherDocflowTests(EveryDocflowStage stage) : IClassFixture<EveryDocflowStage>
{
    public static TheoryData<string, string> Rows => EveryDocflowStage.Of(EveryDocflowRows.Others.Keys);

    [Theory]
    [MemberData(nameof(Rows))]
    public Task It_is_walked_to_its_end(string row, string way) => stage.WalkAsync(row, EveryDocflowRows.Others[row], way);
}

/// <summary>
/// Everything that a person answers, where the service wants a confirmation of receipts too (contract drafts 5.8.1: the meaning of the parameter is told both ways), and
/// its word of every sending is lost: what it answered decides, every answer that exists is confirmed by the person, leaves once and is settled by the job.
/// </summary>
public sealed class EveryConfirmedAnswerTests(ConfirmedAnswersStage stage) : IClassFixture<ConfirmedAnswersStage>
{
    private static readonly Dictionary<string, string[]> All = EveryDocflowRows.Inspection.Concat(EveryDocflowRows.Others)
        .Where(row => row.Value.Any(step => step.StartsWith("R ", StringComparison.Ordinal))).ToDictionary();

    public static TheoryData<string, string> Rows => EveryDocflowStage.Of(All.Keys);

    [Theory]
    [MemberData(nameof(Rows))]
    public Task It_is_walked_to_its_end(string row, string way) => stage.WalkAsync(row, All[row], way);
}

/// <summary>The stage of <see cref="EveryConfirmedAnswerTests"/>.</summary>
public sealed class ConfirmedAnswersStage : EveryDocflowStage
{
    internal override AnswerManner Manner => new(ReceiptsAreConfirmed: true, SendingsAreLost: true);
}
