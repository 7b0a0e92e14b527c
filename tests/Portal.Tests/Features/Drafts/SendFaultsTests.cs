using Portal.Features.Drafts;
using Portal.Testing;

namespace Portal.Tests.Features.Drafts;

/// <summary>Faults of the outside around the one irreversible call: whatever they are, one sending is accepted and the draft ends with the truth.</summary>
public sealed class SendFaultsTests(SendFaultsTests.Stage stage) : IClassFixture<SendFaultsTests.Stage>
{
    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    public async Task A_throttled_sending_certainly_did_not_leave_and_is_never_repeated_by_itself(int? retryAfterS)
    {
        var draft = await stage.Journey.ReadyAsync();
        await stage.Outside.FaultAsync(PathOf(draft), status: 429, retryAfterS: retryAfterS);

        Assert.Equal(SendOutcome.Refused, await stage.Journey.SendAsync(draft.Id));

        Assert.Equal(DraftState.Ready, (await stage.Journey.FindAsync(draft.Id)).State);
        Assert.Single(await stage.Outside.RequestsAsync(PathOf(draft)));
        await SendAndAssertOnceAsync(draft);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    public async Task A_throttled_question_is_waited_for_and_the_sent_report_is_found(int? retryAfterS)
    {
        var draft = await stage.Journey.ReadyAsync();
        await stage.Outside.FaultAsync($"/drafts/{draft.KonturDraftId}/tasks/", verb: "GET", status: 429, times: 5, retryAfterS: retryAfterS);

        await SendAndAssertOnceAsync(draft);
        Assert.Single(await stage.Outside.RequestsAsync(PathOf(draft)));
    }

    [Fact]
    public async Task An_error_that_forbids_repetition_is_asked_about_later_by_the_job_and_not_repeated_at_once()
    {
        var draft = await stage.Journey.ReadyAsync();
        var tasks = $"/drafts/{draft.KonturDraftId}/tasks/";
        await stage.Outside.FaultAsync(tasks, verb: "GET", status: 503, dontRetry: true);

        Assert.Equal(SendOutcome.Accepted, await stage.Journey.SendAsync(draft.Id));
        await Eventually.IsTrueAsync(
            async () => (await stage.Outside.RequestsAsync(tasks)).Any(line => line.Status == 503), "the question is refused", TimeSpan.FromSeconds(30),
            TestContext.Current.CancellationToken);

        await stage.Journey.StateAsync(draft.Id, DraftState.Sent);
        Assert.Equal(1, (await stage.Outside.RequestsAsync(tasks)).Count(line => line.Status == 503));
        Assert.Equal(1, await stage.Outside.AcceptedPostsAsync(PathOf(draft)));
    }

    [Fact]
    public async Task Sessions_that_end_after_the_sending_do_not_keep_the_report_from_being_found_sent()
    {
        var draft = await stage.Journey.ReadyAsync();
        await stage.Outside.FaultAsync(PathOf(draft), dropAfterAccept: true);
        Assert.Equal(SendOutcome.Unclear, await stage.Journey.SendAsync(draft.Id));

        await stage.Outside.EndSessionsAsync();

        await stage.Journey.StateAsync(draft.Id, DraftState.Sent);
        Assert.Equal(1, await stage.Outside.AcceptedPostsAsync(PathOf(draft)));
    }

    [Fact]
    public async Task A_lock_of_somebody_elses_sending_is_settled_from_the_draft_which_is_sent()
    {
        var draft = await stage.Journey.ReadyAsync();
        await stage.Outside.FaultAsync(PathOf(draft), dropAfterAccept: true);
        Assert.Equal(SendOutcome.Unclear, await stage.Journey.SendAsync(draft.Id));
        await stage.Journey.StateAsync(draft.Id, DraftState.Sent);

        Assert.Equal(SendOutcome.NotReady, await stage.Journey.SendAsync(draft.Id));

        Assert.Single(await stage.Outside.RequestsAsync(PathOf(draft)));
    }

    private static string PathOf(Draft draft) => $"/drafts/{draft.KonturDraftId}/send";

    private async Task SendAndAssertOnceAsync(Draft draft)
    {
        Assert.Equal(SendOutcome.Accepted, await stage.Journey.SendAsync(draft.Id));
        await stage.Journey.StateAsync(draft.Id, DraftState.Sent);
        Assert.Equal(1, await stage.Outside.AcceptedPostsAsync(PathOf(draft)));
    }

    /// <summary>A portal that gives up after two seconds.</summary>
    public sealed class Stage : SendingStage
    {
        protected override TimeSpan RequestTimeout => TimeSpan.FromSeconds(2);
    }
}
