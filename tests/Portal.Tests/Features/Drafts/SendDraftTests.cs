using Portal.Features.Audit;
using Portal.Features.Docflows;
using Portal.Features.Drafts;
using Portal.Testing;

namespace Portal.Tests.Features.Drafts;

/// <summary>«Sent at most once», whatever happens on the wire.</summary>
public sealed class SendDraftTests(SendDraftTests.Stage stage) : IClassFixture<SendDraftTests.Stage>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_presses_at_the_same_moment_send_once()
    {
        var draft = stage.Take();

        var outcomes = await Task.WhenAll(stage.Journey.SendAsync(draft.Id), stage.Journey.SendAsync(draft.Id));

        Assert.Equal([SendOutcome.Accepted, SendOutcome.NotReady], outcomes.Order());
        await SentOnceAsync(draft, SendState.Sent);
        Assert.Equal(SendOutcome.NotReady, await stage.Journey.SendAsync(draft.Id));
        Assert.Equal(1, await stage.Outside.AcceptedPostsAsync(PathOf(draft)));
        var audit = await stage.Portal.Get<AuditStore>().OfObjectAsync(draft.Id, 50, Stop);
        Assert.Equal(
            ["accepted", "not ready or already sent", "not ready or already sent"],
            audit.Where(row => row.Operation == "draft.send").Select(row => row.Outcome).Order());
    }

    [Fact]
    public async Task An_answer_that_is_lost_is_settled_by_asking_and_never_by_sending_again()
    {
        var draft = stage.Take();
        await stage.Outside.FaultAsync(PathOf(draft), dropAfterAccept: true);

        Assert.Equal(SendOutcome.Unclear, await stage.Journey.SendAsync(draft.Id));
        Assert.Equal(SendOutcome.NotReady, await stage.Journey.SendAsync(draft.Id));

        await SentOnceAsync(draft, SendState.Sent);
        Assert.Single(await stage.Outside.RequestsAsync(PathOf(draft)));
    }

    [Fact]
    public async Task A_session_that_ended_is_renewed_and_the_refused_call_repeated_once()
    {
        var draft = stage.Take();
        await stage.Outside.EndSessionsAsync();

        Assert.Equal(SendOutcome.Accepted, await stage.Journey.SendAsync(draft.Id));

        await SentOnceAsync(draft, SendState.Sent);
        Assert.All(await stage.Outside.RequestsAsync(PathOf(draft)), line => Assert.True(line.Status is 401 || line.Accepted));
    }

    [Fact]
    public async Task A_server_error_is_unclear_becomes_not_sent_and_a_person_presses_again()
    {
        var draft = stage.Take();
        await stage.Outside.FaultAsync(PathOf(draft), status: 500);

        Assert.Equal(SendOutcome.Unclear, await stage.Journey.SendAsync(draft.Id));
        Assert.Equal(DraftState.Sending, (await stage.Journey.FindAsync(draft.Id)).State);

        var settled = await stage.Journey.StateAsync(draft.Id, DraftState.Ready);
        Assert.Contains("не отправлен", settled.Problem, StringComparison.Ordinal);
        Assert.Equal(SendState.NotSent, Assert.Single(await AttemptsAsync(draft)).State);
        Assert.Single(await stage.Outside.RequestsAsync(PathOf(draft)));
        Assert.Equal(SendOutcome.Accepted, await stage.Journey.SendAsync(draft.Id));
        await SentOnceAsync(draft, SendState.NotSent, SendState.Sent);
    }

    [Fact]
    public async Task A_lock_is_unclear_and_settles_by_asking()
    {
        var draft = stage.Take();
        await stage.Outside.FaultAsync(PathOf(draft), status: 409);

        Assert.Equal(SendOutcome.Unclear, await stage.Journey.SendAsync(draft.Id));

        await stage.Journey.StateAsync(draft.Id, DraftState.Ready);
        Assert.Equal(SendOutcome.Accepted, await stage.Journey.SendAsync(draft.Id));
        await SentOnceAsync(draft, SendState.NotSent, SendState.Sent);
    }

    [Fact]
    public async Task A_refusal_is_said_at_once_and_the_report_may_be_sent_again()
    {
        var draft = stage.Take();
        await stage.Outside.FaultAsync(PathOf(draft), status: 400);

        Assert.Equal(SendOutcome.Refused, await stage.Journey.SendAsync(draft.Id));

        var refused = await stage.Journey.FindAsync(draft.Id);
        Assert.Equal(DraftState.Ready, refused.State);
        Assert.False(string.IsNullOrEmpty(refused.Problem));
        Assert.Equal(SendOutcome.Accepted, await stage.Journey.SendAsync(draft.Id));
        await SentOnceAsync(draft, SendState.Refused, SendState.Sent);
    }

    [Fact]
    public async Task Leaving_the_page_does_not_cut_a_sending_whose_intent_is_on_disk()
    {
        var draft = stage.Take();
        await stage.Outside.FaultAsync(PathOf(draft), delayMs: 800);
        using var page = new CancellationTokenSource();

        var pressed = stage.Portal.Get<SendDraft>().RunAsync(await stage.Journey.ActorAsync(), draft.Id, page.Token);
        await stage.Journey.StateAsync(draft.Id, DraftState.Sending);
        await page.CancelAsync();

        Assert.Equal(SendOutcome.Accepted, await pressed);
        await SentOnceAsync(draft, SendState.Sent);
    }

    private static string PathOf(Draft draft) => $"/drafts/{draft.KonturDraftId}/send";

    private Task<IReadOnlyList<SendAttempt>> AttemptsAsync(Draft draft) => stage.Portal.Get<DraftTaskStore>().AttemptsAsync(draft.Id, Stop);

    private async Task SentOnceAsync(Draft draft, params SendState[] attempts)
    {
        await stage.Journey.StateAsync(draft.Id, DraftState.Sent);
        Assert.Equal(1, await stage.Outside.AcceptedPostsAsync(PathOf(draft)));
        Assert.Equal(attempts, (await AttemptsAsync(draft)).Select(attempt => attempt.State).Reverse());
        Assert.NotNull(await stage.Portal.Get<DocflowStore>().FindByDraftAsync(draft.LinkId, draft.Id, Stop));
    }

    /// <summary>A portal that gives up after two seconds, and drafts that are ready to be sent.</summary>
    public sealed class Stage : IAsyncLifetime
    {
        private const int Drafts = 7;
        private readonly Queue<Draft> ready = new();

        public Outside Outside { get; private set; } = null!;

        public RunningPortal Portal { get; private set; } = null!;

        internal ReportJourney Journey { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Outside = await Outside.StartAsync();
            Portal = await RunningPortal.StartAsync(Outside, settings: new Dictionary<string, string> { ["KonturExtern:RequestTimeout"] = "00:00:02" });
            Journey = new ReportJourney(Portal, Outside);
            await Journey.OpenAsync();
            var ids = await Task.WhenAll(Enumerable.Range(0, Drafts).Select(async _ =>
            {
                var id = await Journey.UploadAsync();
                await Journey.CheckAsync(id);
                return id;
            }));

            // One after the other: a new code takes the place of the last one on the same phone.
            foreach (var id in ids)
            {
                await Journey.SignAsync(id);
            }

            foreach (var id in ids)
            {
                ready.Enqueue(await Journey.StateAsync(id, DraftState.Ready));
            }
        }

        public Draft Take() => ready.Dequeue();

        public async ValueTask DisposeAsync()
        {
            await Portal.DisposeAsync();
            await Outside.DisposeAsync();
        }
    }
}
