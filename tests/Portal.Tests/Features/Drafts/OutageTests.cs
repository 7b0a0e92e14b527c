using Portal.Features.Drafts;
using Portal.Testing;

namespace Portal.Tests.Features.Drafts;

/// <summary>Kontur is away for a whole minute around a sending.</summary>
public sealed class OutageTests(OutageTests.Stage stage) : IClassFixture<OutageTests.Stage>
{
    private const int Many = 100_000;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_minute_of_errors_after_an_accepted_sending_ends_with_sent_and_one_before_it_with_not_sent()
    {
        var accepted = await stage.Journey.ReadyAsync();
        var refused = await stage.Journey.ReadyAsync();
        await stage.Outside.FaultAsync(PathOf(accepted), dropAfterAccept: true);
        Assert.Equal(SendOutcome.Unclear, await stage.Journey.SendAsync(accepted.Id));
        await stage.Outside.FaultAsync("/extern/v1/", verb: "GET", status: 500, times: Many);
        await stage.Outside.FaultAsync("/extern/v1/", status: 503, times: Many);
        Assert.Equal(SendOutcome.Unclear, await stage.Journey.SendAsync(refused.Id));

        await Task.Delay(Minute, TestContext.Current.CancellationToken);

        // Nothing was heard of either: neither is called sent, nor not sent.
        Assert.Equal(DraftState.Sending, (await stage.Journey.FindAsync(accepted.Id)).State);
        Assert.Equal(DraftState.Sending, (await stage.Journey.FindAsync(refused.Id)).State);
        Assert.Equal(SendOutcome.NotReady, await stage.Journey.SendAsync(refused.Id));

        await stage.Outside.NoFaultsAsync();
        await stage.Journey.StateAsync(accepted.Id, DraftState.Sent);
        Assert.Contains("не отправлен", (await stage.Journey.StateAsync(refused.Id, DraftState.Ready)).Problem, StringComparison.Ordinal);
        Assert.Equal(SendOutcome.Accepted, await stage.Journey.SendAsync(refused.Id));
        await stage.Journey.StateAsync(refused.Id, DraftState.Sent);
        Assert.Equal(1, await stage.Outside.AcceptedPostsAsync(PathOf(accepted)));
        Assert.Equal(1, await stage.Outside.AcceptedPostsAsync(PathOf(refused)));
    }

    private static string PathOf(Draft draft) => $"/drafts/{draft.KonturDraftId}/send";

    /// <summary>A portal that gives up after two seconds.</summary>
    public sealed class Stage : SendingStage
    {
        protected override TimeSpan RequestTimeout => TimeSpan.FromSeconds(2);
    }
}
