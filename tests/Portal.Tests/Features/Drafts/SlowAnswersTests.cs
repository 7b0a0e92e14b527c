using Portal.Features.Drafts;

namespace Portal.Tests.Features.Drafts;

/// <summary>Answers of thirty seconds, with the time-out that the portal is delivered with.</summary>
public sealed class SlowAnswersTests(SlowAnswersTests.Stage stage) : IClassFixture<SlowAnswersTests.Stage>
{
    private const int HalfMinute = 30_000;

    [Fact]
    public async Task An_answer_of_thirty_seconds_is_waited_for_a_second_press_meanwhile_does_nothing_and_the_report_goes_once()
    {
        var draft = await stage.Journey.ReadyAsync();
        var path = $"/drafts/{draft.KonturDraftId}/send";
        await stage.Outside.FaultAsync(path, delayMs: HalfMinute);

        var press = stage.Journey.SendAsync(draft.Id);
        await stage.Journey.StateAsync(draft.Id, DraftState.Sending);
        Assert.Equal(SendOutcome.NotReady, await stage.Journey.SendAsync(draft.Id));

        Assert.Equal(SendOutcome.Accepted, await press);
        await stage.Journey.StateAsync(draft.Id, DraftState.Sent);
        Assert.Single(await stage.Outside.RequestsAsync(path));
    }

    /// <summary>The time-out of the defaults.</summary>
    public sealed class Stage : SendingStage
    {
        protected override TimeSpan RequestTimeout => new Integrations.KonturExtern.KonturExternOptions().RequestTimeout;
    }
}
