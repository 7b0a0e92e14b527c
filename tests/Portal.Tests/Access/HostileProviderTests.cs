using System.Net;
using Dapper;
using Portal.Access;
using Portal.Storage;
using Portal.Testing;

namespace Portal.Tests.Access;

/// <summary>A provider that misbehaves, or somebody who plays it, signs nobody in and nobody out.</summary>
public sealed class HostileProviderTests(HostileStage stage) : IClassFixture<HostileStage>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_honest_answer_signs_in()
    {
        stage.Provider.Misdeed = Misdeed.None;

        using var visitor = await InAsync();

        Assert.True((await visitor.AuthenticateAsync()).Succeeded);
    }

    [Theory]
    [InlineData(Misdeed.WrongIssuer)]
    [InlineData(Misdeed.WrongAudience)]
    [InlineData(Misdeed.WrongNonce)]
    [InlineData(Misdeed.NoNonce)]
    [InlineData(Misdeed.BadSignature)]
    [InlineData(Misdeed.ForeignKey)]
    [InlineData(Misdeed.Unsigned)]
    [InlineData(Misdeed.EmptySignature)]
    [InlineData(Misdeed.SymmetricKey)]
    [InlineData(Misdeed.NoSubject)]
    [InlineData(Misdeed.Expired)]
    public async Task A_wrong_id_token_signs_nobody_in(Misdeed misdeed)
    {
        var before = await stage.SessionsAsync();
        stage.Provider.Misdeed = misdeed;
        using var visitor = new Visitor(stage.Portal);

        using var answer = await visitor.SignInAsync("nobody");

        stage.Provider.Misdeed = Misdeed.None;
        await RefusedAsync(visitor, answer, before);
    }

    [Fact]
    public async Task A_code_that_was_used_signs_nobody_in_again()
    {
        using var first = new Visitor(stage.Portal);
        var callback = await CallbackAsync(first);
        using var good = await first.Http.GetAsync(callback, Stop);
        Assert.NotNull(first.Session);
        var before = await stage.SessionsAsync();

        // In the same browser, and in another one with the same address.
        using var again = await first.Http.GetAsync(callback, Stop);
        Assert.Equal("/signin-failed", again.Headers.Location?.OriginalString);
        using var other = new Visitor(stage.Portal);
        using var stolen = await other.Http.GetAsync(callback, Stop);
        await RefusedAsync(other, stolen, before);
    }

    [Fact]
    public async Task A_used_code_with_a_state_of_its_own_signs_nobody_in()
    {
        using var first = new Visitor(stage.Portal);
        var callback = await CallbackAsync(first);
        using var good = await first.Http.GetAsync(callback, Stop);
        var before = await stage.SessionsAsync();

        using var other = new Visitor(stage.Portal);
        var own = await CallbackAsync(other);
        using var answer = await other.Http.GetAsync($"/signin-oidc?code={Part(callback, "code")}&state={Part(own, "state")}", Stop);

        await RefusedAsync(other, answer, before);
    }

    [Fact]
    public async Task The_state_of_another_browser_signs_nobody_in()
    {
        using var one = new Visitor(stage.Portal);
        using var two = new Visitor(stage.Portal);
        var (first, second) = (await CallbackAsync(one), await CallbackAsync(two));
        var before = await stage.SessionsAsync();

        using var answer = await one.Http.GetAsync($"/signin-oidc?code={Part(first, "code")}&state={Part(second, "state")}", Stop);

        await RefusedAsync(one, answer, before);
    }

    [Fact]
    public async Task The_code_of_another_browser_signs_nobody_in()
    {
        using var one = new Visitor(stage.Portal);
        using var two = new Visitor(stage.Portal);
        var (first, second) = (await CallbackAsync(one), await CallbackAsync(two));
        var before = await stage.SessionsAsync();

        using var answer = await one.Http.GetAsync($"/signin-oidc?code={Part(second, "code")}&state={Part(first, "state")}", Stop);

        await RefusedAsync(one, answer, before);
    }

    [Fact]
    public async Task After_a_rotation_of_the_keys_people_can_sign_in_again()
    {
        using var before = await InAsync();
        stage.Provider.Rotate();
        using var visitor = new Visitor(stage.Portal);

        // The first answer under a new key makes the portal fetch the keys.
        await Eventually.IsTrueAsync(
            async () =>
            {
                using var answer = await visitor.SignInAsync("nobody");
                return visitor.Session is not null;
            },
            "the new keys are known", TimeSpan.FromSeconds(30), Stop);

        Assert.True((await visitor.AuthenticateAsync()).Succeeded);
        Assert.True((await before.AuthenticateAsync()).Succeeded);
        using var answer = await PostAsync(stage.Provider.LogoutToken(("sub", "nobody-here")));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_logout_token_works_once()
    {
        stage.Provider.Subject = Guid.NewGuid().ToString();
        using var visitor = await InAsync();
        var token = stage.Provider.LogoutToken();

        using var answer = await PostAsync(token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("no-store", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.False((await visitor.AuthenticateAsync()).Succeeded);

        using var back = await InAsync();
        using var replayed = await PostAsync(token);
        Assert.Equal(HttpStatusCode.BadRequest, replayed.StatusCode);
        Assert.Contains("no-store", replayed.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.True((await back.AuthenticateAsync()).Succeeded);
    }

    [Fact]
    public async Task Of_many_sessions_with_pages_that_do_not_close_none_waits_for_another()
    {
        stage.Provider.Subject = Guid.NewGuid().ToString();
        using Visitor one = await InAsync(), two = await InAsync(), three = await InAsync(), four = await InAsync();
        await using var db = await stage.Portal.Get<Database>().OpenAsync(Stop);
        IReadOnlyList<string> sessions = [.. await db.QueryAsync<string>(
            "SELECT s.id FROM session s JOIN person p ON p.id = s.person_id WHERE p.subject = @Subject AND s.ended_at IS NULL", new { stage.Provider.Subject })];
        IReadOnlyList<DeafConnection> pages = [.. sessions.Select(session => new DeafConnection(session))];
        foreach (var page in pages)
        {
            stage.Portal.Get<OpenCircuits>().Add(page);
        }

        var clock = System.Diagnostics.Stopwatch.StartNew();
        using var answer = await PostAsync(stage.Provider.LogoutToken());

        Assert.Equal((4, HttpStatusCode.OK), (pages.Count, answer.StatusCode));
        Assert.All(pages, page => Assert.True(page.IsCut));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(6), $"It took {clock.Elapsed}.");
        Assert.Equal(4, await db.QuerySingleAsync<long>(
            "SELECT count(*) FROM audit a JOIN person p ON p.id = a.person_id WHERE p.subject = @Subject AND a.operation = 'session.provider-sign-out'", new { stage.Provider.Subject }));
    }

    [Fact]
    public async Task A_logout_token_with_a_sid_ends_the_session_of_that_sid_only()
    {
        stage.Provider.Subject = Guid.NewGuid().ToString();
        using var visitor = await InAsync();

        using var foreign = await PostAsync(stage.Provider.LogoutToken(("sid", "another")));
        Assert.Equal(HttpStatusCode.OK, foreign.StatusCode);
        Assert.True((await visitor.AuthenticateAsync()).Succeeded);

        using var own = await PostAsync(stage.Provider.LogoutToken(("sid", "sid-of-" + stage.Provider.Subject), ("sub", null)));
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        Assert.False((await visitor.AuthenticateAsync()).Succeeded);
    }

    [Fact]
    public async Task A_wrong_logout_token_signs_nobody_out()
    {
        stage.Provider.Subject = Guid.NewGuid().ToString();
        using var visitor = await InAsync();
        var old = TimeProvider.System.GetUtcNow().AddMinutes(-30).ToUnixTimeSeconds();
        foreach (var (why, token) in new[]
        {
            ("issuer", stage.Provider.LogoutToken(("iss", "https://id.elsewhere.example"))),
            ("audience", stage.Provider.LogoutToken(("aud", "another-client"))),
            ("expired", stage.Provider.LogoutToken(("iat", old), ("exp", old + 120))),
            ("old but long-lived", stage.Provider.LogoutToken(("iat", old))),
            ("no iat", stage.Provider.LogoutToken(("iat", null))),
            ("no exp", stage.Provider.LogoutToken(("exp", null))),
            ("no events", stage.Provider.LogoutToken(("events", null))),
            ("another event", stage.Provider.LogoutToken(("events", new Dictionary<string, object> { ["urn:other"] = new Dictionary<string, object>() }))),
            ("nonce", stage.Provider.LogoutToken(("nonce", "n"))),
            ("no jti", stage.Provider.LogoutToken(("jti", null))),
            ("neither sid nor sub", stage.Provider.LogoutToken(("sub", null))),
            ("unsigned", Wrong(Misdeed.Unsigned)),
            ("empty signature", Wrong(Misdeed.EmptySignature)),
            ("bad signature", Wrong(Misdeed.BadSignature)),
            ("foreign key", Wrong(Misdeed.ForeignKey)),
            ("symmetric key", Wrong(Misdeed.SymmetricKey)),
            ("an id token", (await visitor.AuthenticateAsync()).Properties!.Items[".Token.id_token"]!),
            ("nothing", ""),
            ("nonsense", "a.b.c"),
        })
        {
            using var answer = await PostAsync(token);
            Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{why}: {answer.StatusCode}");
        }

        Assert.True((await visitor.AuthenticateAsync()).Succeeded);
    }

    private string Wrong(Misdeed misdeed)
    {
        stage.Provider.Misdeed = misdeed;
        var token = stage.Provider.LogoutToken();
        stage.Provider.Misdeed = Misdeed.None;
        return token;
    }

    private async Task<Visitor> InAsync()
    {
        var visitor = new Visitor(stage.Portal);
        using var answer = await visitor.SignInAsync("nobody");
        Assert.Equal("/not-found", answer.Headers.Location?.OriginalString);
        return visitor;
    }

    private async Task<HttpResponseMessage> PostAsync(string token)
    {
        using var http = new HttpClient { BaseAddress = stage.Portal.Address };
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("logout_token", token)]);
        return await http.PostAsync("/signout/backchannel", form, Stop);
    }

    // Up to the address by which the provider sends the browser back.
    private static async Task<string> CallbackAsync(Visitor visitor)
    {
        using var challenge = await visitor.Http.GetAsync("/signin", Stop);
        using var answer = await visitor.Http.GetAsync(challenge.Headers.Location, Stop);
        return answer.Headers.Location!.ToString();
    }

    private static string Part(string address, string name) =>
        new Uri(address).Query.TrimStart('?').Split('&').Single(part => part.StartsWith(name + "=", StringComparison.Ordinal))[(name.Length + 1)..];

    private async Task RefusedAsync(Visitor visitor, HttpResponseMessage answer, long before)
    {
        Assert.Equal("/signin-failed", answer.Headers.Location?.OriginalString);
        Assert.Null(visitor.Session);
        Assert.Equal(before, await stage.SessionsAsync());
        using var page = await visitor.Http.GetAsync("/signin-failed", Stop);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }
}
