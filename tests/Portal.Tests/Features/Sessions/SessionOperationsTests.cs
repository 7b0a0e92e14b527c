using System.Net;
using Portal.Access;
using Portal.Features.Sessions;
using Portal.Tests.Access;

namespace Portal.Tests.Features.Sessions;

/// <summary>Signing out elsewhere: one's own sessions only, and their cookies learn of it.</summary>
public sealed class SessionOperationsTests(IsolationStage stage) : IClassFixture<IsolationStage>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_ended_elsewhere_opens_nothing_and_asks_for_the_password()
    {
        using var here = new Visitor(stage.Portal);
        using var there = new Visitor(stage.Portal);
        await here.SignInAsync("accountant");
        await there.SignInAsync("accountant");
        there.Http.DefaultRequestHeaders.Add("Accept", "text/html");
        var (actor, other) = (await ActorOf(here), await ActorOf(there));

        await stage.Portal.Get<EndSession>().RunAsync(actor, other.SessionId, Stop);

        using var page = await there.Http.GetAsync("/accounts", Stop);
        Assert.Equal("/session-ended", page.Headers.Location?.OriginalString);
        using var told = await there.WalkAsync(page);
        Assert.Contains("Вы вышли из портала", WebUtility.HtmlDecode(await told.Content.ReadAsStringAsync(Stop)), StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        request.Headers.Add("Origin", stage.Portal.Address.GetLeftPart(UriPartial.Authority));
        using var negotiate = await there.Http.SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, negotiate.StatusCode);
        using var again = await there.Http.GetAsync("/signin", Stop);
        Assert.Contains("prompt=login", again.Headers.Location!.Query, StringComparison.Ordinal);
        Assert.True((await here.AuthenticateAsync()).Succeeded);
    }

    [Fact]
    public async Task Nobody_ends_another_persons_session()
    {
        var (one, other) = (await stage.Portal.ActorAsync("admin1"), await stage.Portal.ActorAsync("admin2"));

        await Assert.ThrowsAsync<AccessDeniedException>(() => stage.Portal.Get<EndSession>().RunAsync(one, other.SessionId, Stop));
        await Assert.ThrowsAsync<AccessDeniedException>(() => stage.Portal.Get<EndSession>().RunAsync(one, "no such", Stop));

        Assert.True(await stage.Portal.Get<SessionStore>().IsAliveAsync(other.SessionId, Stop));
    }

    [Fact]
    public async Task Signing_out_everywhere_else_leaves_this_session_and_other_people_alone()
    {
        var sessions = stage.Portal.Get<SessionStore>();
        var here = await stage.Portal.ActorAsync("mydss");
        var (there, third) = (await stage.Portal.ElsewhereAsync(here), await stage.Portal.ElsewhereAsync(here));
        var other = await stage.Portal.ActorAsync("admin2");

        Assert.Equal(2, await stage.Portal.Get<EndOtherSessions>().RunAsync(here, Stop));

        Assert.Equal([here.SessionId], (await sessions.OfPersonAsync(here.PersonId, Stop)).Select(session => session.Id));
        Assert.False(await sessions.IsAliveAsync(there.SessionId, Stop) || await sessions.IsAliveAsync(third.SessionId, Stop));
        Assert.True(await sessions.IsAliveAsync(other.SessionId, Stop));
    }

    [Fact]
    public async Task A_session_knows_its_browser_and_when_the_person_was_asked()
    {
        using var visitor = new Visitor(stage.Portal);
        visitor.Http.DefaultRequestHeaders.Add("User-Agent", "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36");
        await visitor.SignInAsync("director");
        var actor = await ActorOf(visitor);

        var session = await stage.Portal.Get<SessionStore>().FindAsync(actor.PersonId, actor.SessionId, Stop);

        Assert.Equal("Chrome, Windows", BrowserName.Of(session!.UserAgent));
        Assert.True(IPAddress.IsLoopback(IPAddress.Parse(session.Address!)));
        Assert.NotNull(session.ProviderSid);
        await stage.Portal.Get<StepUp>().RequireAsync(actor, Stop);
    }

    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0 YaBrowser/25.8 Safari/537.36", "Яндекс Браузер, Windows")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1", "Safari, iPhone")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux")]
    [InlineData("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome, Android")]
    [InlineData("curl/8.0", "Неизвестный браузер")]
    [InlineData(null, "Неизвестный браузер")]
    public void A_browser_is_named_in_a_persons_words(string? userAgent, string name) => Assert.Equal(name, BrowserName.Of(userAgent));

    private static async Task<Actor> ActorOf(Visitor visitor) => Actor.From((await visitor.AuthenticateAsync()).Principal!);
}
