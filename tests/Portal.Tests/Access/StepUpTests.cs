using Portal.Access;
using Portal.Storage;
using Portal.Tests.Storage;

namespace Portal.Tests.Access;

/// <summary>Dangerous steps want a fresh sign-in of the same person, which takes the place of the older one.</summary>
public sealed class StepUpTests(HostileStage stage) : IClassFixture<HostileStage>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_fresh_sign_in_is_enough_and_an_old_or_unknown_one_is_not()
    {
        var stepUp = stage.Portal.Get<StepUp>();
        var actor = await stage.Portal.ActorAsync("admin1");
        var old = actor with { SessionId = Guid.NewGuid().ToString() };
        await stage.Portal.SignedInAsync(old, TimeSpan.FromMinutes(11));

        await stepUp.RequireAsync(actor, Stop);
        await Assert.ThrowsAsync<StepUpNeededException>(() => stepUp.RequireAsync(old, Stop));
        await Assert.ThrowsAsync<StepUpNeededException>(() => stepUp.RequireAsync(actor with { SessionId = "none" }, Stop));
        await Assert.ThrowsAsync<StepUpNeededException>(() => stepUp.RequireAsync(actor with { PersonId = "other" }, Stop));
        await stage.Portal.Get<SessionStore>().EndAsync(actor.PersonId, actor.SessionId, SessionEnd.SignedOut, Stop);
        await Assert.ThrowsAsync<StepUpNeededException>(() => stepUp.RequireAsync(actor, Stop));
    }

    [Fact]
    public async Task The_same_person_signs_in_again_and_the_new_session_replaces_the_old_one()
    {
        using var visitor = await InAsync(TimeSpan.FromHours(1));
        var before = Actor.From((await visitor.AuthenticateAsync()).Principal!);
        await Assert.ThrowsAsync<StepUpNeededException>(() => stage.Portal.Get<StepUp>().RequireAsync(before, Stop));
        using var ask = await visitor.Http.GetAsync("/signin?again=1&returnUrl=/sessions", Stop);
        Assert.Contains("prompt=login", ask.Headers.Location!.Query, StringComparison.Ordinal);
        Assert.Contains("max_age=0", ask.Headers.Location.Query, StringComparison.Ordinal);

        stage.Provider.AskedAgo = TimeSpan.Zero;
        using var back = await visitor.WalkAsync(ask, stopAtPortal: true);

        Assert.Equal("/sessions", back.Headers.Location?.OriginalString);
        var after = Actor.From((await visitor.AuthenticateAsync()).Principal!);
        Assert.Equal(before.PersonId, after.PersonId);
        Assert.NotEqual(before.SessionId, after.SessionId);
        await stage.Portal.Get<StepUp>().RequireAsync(after, Stop);
        Assert.Equal(SessionEnd.Replaced, (await stage.Portal.Get<SessionStore>().StateAsync(before.SessionId, Stop))?.End);
        Assert.Equal([after.SessionId], (await stage.Portal.Get<SessionStore>().OfPersonAsync(after.PersonId, Stop)).Select(session => session.Id));
    }

    [Fact]
    public async Task Another_person_who_signs_in_there_is_refused_and_the_session_stays()
    {
        using var visitor = await InAsync(TimeSpan.FromHours(1));
        var before = Actor.From((await visitor.AuthenticateAsync()).Principal!);
        using var ask = await visitor.Http.GetAsync("/signin?again=1", Stop);

        (stage.Provider.AskedAgo, stage.Provider.Subject) = (TimeSpan.Zero, "intruder-" + Guid.NewGuid());
        using var back = await visitor.WalkAsync(ask, stopAtPortal: true);

        Assert.Equal("/signin-failed?why=other-person", back.Headers.Location?.OriginalString);
        Assert.Equal(before, Actor.From((await visitor.AuthenticateAsync()).Principal!));
        Assert.Equal(0, await Databases.ScalarAsync<long>(stage.Portal.Get<Database>(), "SELECT count(*) FROM person WHERE subject = @Subject", new { stage.Provider.Subject }));
    }

    [Fact]
    public async Task A_provider_that_did_not_ask_again_is_refused()
    {
        using var visitor = await InAsync(TimeSpan.FromHours(1));
        var before = Actor.From((await visitor.AuthenticateAsync()).Principal!);
        using var ask = await visitor.Http.GetAsync("/signin?again=1", Stop);

        using var back = await visitor.WalkAsync(ask, stopAtPortal: true);

        Assert.Equal("/signin-failed?why=not-fresh", back.Headers.Location?.OriginalString);
        Assert.Equal(before, Actor.From((await visitor.AuthenticateAsync()).Principal!));
    }

    [Fact]
    public async Task Another_person_in_the_same_browser_gets_a_session_of_their_own_and_the_old_one_ends()
    {
        using var visitor = await InAsync(TimeSpan.Zero);
        var before = Actor.From((await visitor.AuthenticateAsync()).Principal!);

        stage.Provider.Subject = Guid.NewGuid().ToString();
        using var back = await visitor.SignInAsync("nobody");

        var after = Actor.From((await visitor.AuthenticateAsync()).Principal!);
        Assert.NotEqual(before.PersonId, after.PersonId);
        Assert.NotEqual(before.SessionId, after.SessionId);
        Assert.False(await stage.Portal.Get<SessionStore>().IsAliveAsync(before.SessionId, Stop));
    }

    private async Task<Visitor> InAsync(TimeSpan askedAgo)
    {
        (stage.Provider.Misdeed, stage.Provider.AskedAgo, stage.Provider.Subject) = (Misdeed.None, askedAgo, Guid.NewGuid().ToString());
        var visitor = new Visitor(stage.Portal);
        using var answer = await visitor.SignInAsync("nobody");
        Assert.Equal("/not-found", answer.Headers.Location?.OriginalString);
        return visitor;
    }
}
