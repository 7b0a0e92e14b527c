using Portal.Features.Drafts;
using Portal.Storage;
using Portal.Testing;
using Portal.Tests.Storage;

namespace Portal.Tests.Features.Drafts;

public sealed class DraftTaskStoreTests(Databases databases)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    public static TheoryData<string> Engines => Databases.Engines;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Of_fifty_intents_to_send_at_the_same_moment_exactly_one_wins(string engine)
    {
        var (database, store, draft) = await ReadyAsync(engine);

        var intents = await Task.WhenAll(Enumerable.Range(0, 50).Select(async number =>
        {
            await Task.Yield();
            return await store.IntendAsync(draft.Id, $"Нажавший {number}", Soon, Stop);
        }));

        var won = Assert.Single(intents, intent => intent is not null);
        var stored = Assert.Single(await store.AttemptsAsync(draft.Id, Stop));
        Assert.Equal((won?.Id, won?.PersonName), (stored.Id, stored.PersonName));
        Assert.Equal(DraftState.Sending, await StateAsync(database, draft));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task The_index_refuses_a_second_attempt_even_when_the_state_of_the_draft_was_lost(string engine)
    {
        var (database, store, draft) = await ReadyAsync(engine);
        Assert.NotNull(await store.IntendAsync(draft.Id, "Первый", Soon, Stop));
        await new DraftStore(database, TimeProvider.System).MoveAsync(draft.Id, [DraftState.Sending], DraftState.Ready, cancellationToken: Stop);

        Assert.Null(await store.IntendAsync(draft.Id, "Второй", Soon, Stop));
        Assert.Equal(DraftState.Ready, await StateAsync(database, draft));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Accepting_twice_makes_one_task(string engine)
    {
        var (database, store, draft) = await ReadyAsync(engine);
        var attempt = (await store.IntendAsync(draft.Id, "Иванов", Soon, Stop))!;

        await store.AcceptAsync(attempt, "task-1", Stop);
        await store.AcceptAsync(attempt, "task-2", Stop);

        Assert.Equal("task-1", (await store.RunningAsync(draft.Id, Stop))?.KonturTaskId);
        Assert.Equal((SendState.Accepted, "task-1"), Assert.Single(await store.AttemptsAsync(draft.Id, Stop)) is var one ? (one.State, one.KonturTaskId) : default);
        Assert.Equal(1, await Databases.ScalarAsync<long>(database, "SELECT count(*) FROM draft_task WHERE draft_id = @Id", new { draft.Id }));
        Assert.DoesNotContain(await store.UnsettledAsync(1000, Stop), other => other.DraftId == draft.Id);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_refused_sending_may_be_intended_again_and_a_sent_one_never(string engine)
    {
        var (database, store, draft) = await ReadyAsync(engine);
        Assert.NotNull(await store.IntendAsync(draft.Id, "Иванов", Soon, Stop));
        await store.SettleAsync(draft.Id, SendState.Refused, DraftState.Ready, problem: "Отказ", trace: "trace-1", cancellationToken: Stop);
        Assert.Equal(DraftState.Ready, await StateAsync(database, draft));

        Assert.NotNull(await store.IntendAsync(draft.Id, "Иванов", Soon, Stop));
        await store.SettleAsync(draft.Id, SendState.Sent, DraftState.Sent, "docflow-1", cancellationToken: Stop);
        Assert.Equal(DraftState.Sent, await StateAsync(database, draft));

        // A late refusal changes nothing of what is sent.
        await store.SettleAsync(draft.Id, SendState.Refused, DraftState.Ready, problem: "Поздно", cancellationToken: Stop);
        Assert.Equal(DraftState.Sent, await StateAsync(database, draft));
        Assert.Null(await store.IntendAsync(draft.Id, "Иванов", Soon, Stop));
        await new DraftStore(database, TimeProvider.System).MoveAsync(draft.Id, [DraftState.Sent], DraftState.Ready, cancellationToken: Stop);
        Assert.Null(await store.IntendAsync(draft.Id, "Иванов", Soon, Stop));
        Assert.Equal([SendState.Sent, SendState.Refused], (await store.AttemptsAsync(draft.Id, Stop)).Select(attempt => attempt.State).Order());
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task What_was_accepted_and_fell_into_doubt_is_asked_about_and_still_bars_a_second_sending(string engine)
    {
        var (_, store, draft) = await ReadyAsync(engine);
        var attempt = (await store.IntendAsync(draft.Id, "Иванов", TimeSpan.FromHours(1), Stop))!;
        await store.AcceptAsync(attempt, "task-1", Stop);

        await store.DoubtAsync(draft.Id, Stop);

        Assert.Contains(await store.UnsettledAsync(1000, Stop), other => other.Id == attempt.Id);
        Assert.Null(await store.IntendAsync(draft.Id, "Иванов", Soon, Stop));
        await store.AskLaterAsync(attempt.Id, TimeSpan.FromHours(1), Stop);
        Assert.DoesNotContain(await store.UnsettledAsync(1000, Stop), other => other.Id == attempt.Id);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task One_task_runs_on_a_draft_the_newest_and_is_asked_about_when_it_is_due(string engine)
    {
        var database = await databases.GetAsync(engine);
        var clock = TestClock.Create();
        var store = new DraftTaskStore(database, clock);
        var draft = await DraftRows.AddAsync(database, DraftState.Checking);

        await store.AddTaskAsync(draft.Id, DraftTaskKind.Check, "left-over", Stop);
        await store.AddTaskAsync(draft.Id, DraftTaskKind.Check, "task", Stop);

        var task = Assert.Single(await store.DueTasksAsync(1000, Stop), due => due.DraftId == draft.Id);
        Assert.Equal("task", task.KonturTaskId);
        await store.PostponeAsync(task.Id, TimeSpan.FromSeconds(5), Stop);
        Assert.DoesNotContain(await store.DueTasksAsync(1000, Stop), due => due.DraftId == draft.Id);
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(1, Assert.Single(await store.DueTasksAsync(1000, Stop), due => due.DraftId == draft.Id).Polls);
        await store.EndTaskAsync(task.Id, Stop);
        Assert.Null(await store.RunningAsync(draft.Id, Stop));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task What_hangs_on_an_undone_link_is_asked_about_no_more(string engine)
    {
        var (database, store, draft) = await ReadyAsync(engine);
        await store.AddTaskAsync(draft.Id, DraftTaskKind.Check, "task", Stop);
        Assert.NotNull(await store.IntendAsync(draft.Id, "Иванов", TimeSpan.Zero, Stop));
        var signed = await DraftRows.AddAsync(database, DraftState.Signed);
        var drafts = new DraftStore(database, TimeProvider.System);
        Assert.Equal((true, true, true), await DueAsync());

        await Databases.UnlinkAsync(database, draft.LinkId);
        await Databases.UnlinkAsync(database, signed.LinkId);

        Assert.Equal((false, false, false), await DueAsync());

        async Task<(bool Task, bool Intent, bool Signed)> DueAsync() => (
            (await store.DueTasksAsync(1000, Stop)).Any(due => due.DraftId == draft.Id), (await store.UnsettledAsync(1000, Stop)).Any(due => due.DraftId == draft.Id),
            (await drafts.SignedWithoutTaskAsync(TimeProvider.System.GetUtcNow().AddHours(1), Stop)).Contains(signed.Id));
    }

    private async Task<(Database Database, DraftTaskStore Store, Draft Draft)> ReadyAsync(string engine)
    {
        var database = await databases.GetAsync(engine);
        return (database, new DraftTaskStore(database, TimeProvider.System), await DraftRows.AddAsync(database, DraftState.Ready));
    }

    private static async Task<DraftState> StateAsync(Database database, Draft draft) =>
        (await new DraftStore(database, TimeProvider.System).FindAsync(draft.LinkId, draft.Id, Stop))!.State;
}
