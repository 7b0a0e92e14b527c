using Portal.Access;
using Portal.Storage;
using Portal.Testing;
using Portal.Tests.Storage;

namespace Portal.Tests.Access;

/// <summary>Which open pages end, and why.</summary>
public sealed class OpenCircuitsTests(IsolationStage stage) : IClassFixture<IsolationStage>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Closing_a_person_ends_their_pages_and_nobody_elses_and_tells_other_nodes()
    {
        var (open, sessions) = (stage.Portal.Get<OpenCircuits>(), stage.Portal.Get<SessionStore>());
        var (one, other) = (await stage.Portal.ActorAsync("admin1"), await stage.Portal.ActorAsync("admin2"));
        var (mine, second, foreign) = (await AddAsync(open, one), await AddAsync(open, one), await AddAsync(open, other));
        var epoch = (await sessions.StateAsync(one.SessionId, Stop))!.CircuitsEpoch;

        await open.CloseAsync(one.PersonId);

        Assert.Equal((SessionEnd.PersonChanged, SessionEnd.PersonChanged, null), (mine.End, second.End, foreign.End));
        Assert.Equal(0, open.Count(one.PersonId));
        var state = await sessions.StateAsync(one.SessionId, Stop);
        Assert.Equal((null, epoch + 1), (state!.End, state.CircuitsEpoch));
    }

    [Fact]
    public async Task Closing_a_session_leaves_the_persons_other_sessions_open()
    {
        var open = stage.Portal.Get<OpenCircuits>();
        var here = await stage.Portal.ActorAsync("admin1");
        var there = await stage.Portal.ElsewhereAsync(here);
        var (mine, closed) = (await AddAsync(open, here), await AddAsync(open, there));

        await open.CloseSessionAsync(there.SessionId);

        Assert.Equal((null, SessionEnd.SignedOut), (mine.End, closed.End));
    }

    [Fact]
    public async Task One_page_too_many_closes_the_one_that_was_unused_the_longest_and_is_in_the_audit()
    {
        await using var portal = await RunningPortal.StartAsync(stage.Outside, settings: new Dictionary<string, string> { ["Sessions:CircuitsPerPerson"] = "3" });
        var open = portal.Get<OpenCircuits>();
        var actor = await portal.ActorAsync("director");
        var pages = new List<ThisCircuit>();
        for (var number = 0; number < 3; number++)
        {
            pages.Add(await AddAsync(open, actor, minutes: number));
        }

        Assert.All(pages, page => Assert.Null(page.End));
        pages[2].IsConnected = false;

        // A page whose browser is gone goes first, then the oldest.
        pages.Add(await AddAsync(open, actor, minutes: 3));
        Assert.Equal([null, null, SessionEnd.TooManyPages, null], pages.Select(page => page.End));
        pages.Add(await AddAsync(open, actor, minutes: 4));
        Assert.Equal([SessionEnd.TooManyPages, null, SessionEnd.TooManyPages, null, null], pages.Select(page => page.End));
        Assert.Equal(3, open.Count(actor.PersonId));
        Assert.Equal(2, await Databases.ScalarAsync<long>(portal.Get<Database>(), "SELECT count(*) FROM audit WHERE operation = 'session.limit-pages'", new { }));
    }

    [Fact]
    public void The_end_comes_once_and_is_told_to_late_listeners()
    {
        var circuit = new ThisCircuit();
        var told = 0;
        circuit.OnFinished(() => told++);

        circuit.Finish(SessionEnd.SignedOut);
        circuit.Finish(SessionEnd.TooManyPages);
        Assert.Equal((SessionEnd.SignedOut, 1), (circuit.End!.Value, told));
        circuit.OnFinished(() => told += 10);
        Assert.Equal(11, told);
        circuit.Remind();
        Assert.Equal(12, told);
    }

    private static async Task<ThisCircuit> AddAsync(OpenCircuits open, Actor actor, int minutes = 0)
    {
        var circuit = new ThisCircuit
        {
            PersonId = actor.PersonId, SessionId = actor.SessionId, IsConnected = true, ActiveAt = TimeProvider.System.GetUtcNow().AddMinutes(minutes),
        };
        await open.AddAsync(Guid.NewGuid().ToString(), circuit, actor);
        return circuit;
    }
}
