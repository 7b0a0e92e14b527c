using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;
using Portal.Access;
using Portal.Storage;
using Portal.Testing;
using Portal.Tests.Storage;

namespace Portal.Tests.Access;

public sealed class SignInTests(SignInTests.Stage stage) : IClassFixture<SignInTests.Stage>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_signs_in_through_the_provider_and_comes_back_to_the_page_they_wanted()
    {
        using var visitor = new Visitor(stage.Portal);
        using var refused = await visitor.Http.GetAsync("/accounts?q=x", Stop);
        Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);
        Assert.Contains("code_challenge_method=S256", refused.Headers.Location!.Query, StringComparison.Ordinal);

        using var back = await visitor.SignInAsync("director", "/accounts?q=x");

        Assert.Equal("/accounts?q=x", back.Headers.Location?.OriginalString);
        using var page = await visitor.WalkAsync(back);
        Assert.Equal((HttpStatusCode.OK, "/accounts"), (page.StatusCode, page.RequestMessage!.RequestUri!.AbsolutePath));
        var actor = Actor.From((await visitor.AuthenticateAsync()).Principal!);
        Assert.Equal(("Иванов Иван Иванович", false), (actor.Name, actor.IsAdmin));
        Assert.Equal((await stage.Portal.ActorAsync("director")).PersonId, actor.PersonId);
    }

    [Fact]
    public async Task The_cookie_holds_a_key_and_no_token_and_neither_is_readable_in_the_database()
    {
        using var visitor = new Visitor(stage.Portal);
        using var answer = await visitor.SignInAsync("director");
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), header => header.StartsWith("portal=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);

        var format = stage.Portal.Get<IOptionsMonitor<CookieAuthenticationOptions>>().Get(CookieAuthenticationDefaults.AuthenticationScheme).TicketDataFormat;
        var inCookie = format.Unprotect(visitor.Session)!;
        var key = Assert.Single(inCookie.Principal.Claims).Value;
        Assert.Equal(64, key.Length);
        Assert.Empty(inCookie.Properties.GetTokens());

        var onServer = await visitor.AuthenticateAsync();
        var idToken = onServer.Properties!.GetTokenValue("id_token")!;
        Assert.Equal(3, idToken.Split('.').Length);
        var file = DataFiles.Read(stage.Portal.DataFolder);
        Assert.Contains(Actor.From(onServer.Principal!).SessionId, file, StringComparison.Ordinal);
        foreach (var secret in new[] { key, idToken, idToken.Split('.')[1], idToken.Split('.')[2], visitor.Session! })
        {
            Assert.DoesNotContain(secret, file, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_session_survives_a_restart_of_the_portal()
    {
        using var data = new TempFolder();
        var settings = new Dictionary<string, string> { ["Storage:DataFolder"] = data.Path };
        CookieCollection cookies;
        string session;
        await using (var first = await RunningPortal.StartAsync(stage.Outside, settings: settings))
        {
            using var visitor = new Visitor(first);
            await visitor.SignInAsync("director");
            cookies = visitor.Cookies.GetCookies(first.Address);
            session = Actor.From((await visitor.AuthenticateAsync()).Principal!).SessionId;
        }

        await using var second = await RunningPortal.StartAsync(stage.Outside, settings: settings);
        using var again = new Visitor(second);
        again.Cookies.Add(second.Address, new Cookie("portal", cookies["portal"]!.Value));

        using var page = await again.Http.GetAsync("/accounts", Stop);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal(session, Actor.From((await again.AuthenticateAsync()).Principal!).SessionId);
    }

    [Fact]
    public async Task Signing_out_removes_the_row_ends_the_providers_session_and_is_in_the_audit()
    {
        using var visitor = new Visitor(stage.Portal);
        await visitor.SignInAsync("accountant");
        var (cookie, actor) = (visitor.Session!, Actor.From((await visitor.AuthenticateAsync()).Principal!));

        using var answer = await visitor.PostAsync("/signout", []);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith(new Uri(stage.Outside.Address, "idp/connect/logout?").ToString(), answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Contains("id_token_hint=", answer.Headers.Location.Query, StringComparison.Ordinal);
        using var home = await visitor.WalkAsync(answer);
        Assert.Equal(stage.Portal.Address, home.RequestMessage!.RequestUri);
        Assert.Equal(0, await Databases.ScalarAsync<long>(stage.Portal.Get<Database>(), "SELECT count(*) FROM session WHERE id = @SessionId", new { actor.SessionId }));

        // The old cookie opens nothing, and the provider asks for a password again.
        using var thief = new Visitor(stage.Portal);
        thief.Cookies.Add(stage.Portal.Address, new Cookie("portal", cookie));
        using var page = await thief.Http.GetAsync("/accounts", Stop);
        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        using var asked = await visitor.WalkAsync(await visitor.Http.GetAsync("/signin", Stop));
        Assert.Equal("/idp/login", asked.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal(
            1, await Databases.ScalarAsync<long>(
                stage.Portal.Get<Database>(), "SELECT count(*) FROM audit WHERE operation = 'session.sign-out' AND session_id = @SessionId AND outcome = 'done'", new { actor.SessionId }));
    }

    [Fact]
    public async Task Two_sign_ins_of_a_person_are_two_sessions_and_one_sign_out_ends_one()
    {
        using var one = new Visitor(stage.Portal);
        using var two = new Visitor(stage.Portal);
        await one.SignInAsync("mydss");
        await two.SignInAsync("mydss");
        var (first, second) = (Actor.From((await one.AuthenticateAsync()).Principal!), Actor.From((await two.AuthenticateAsync()).Principal!));
        Assert.Equal(first.PersonId, second.PersonId);
        Assert.NotEqual(first.SessionId, second.SessionId);

        await one.PostAsync("/signout", []);

        Assert.False((await one.AuthenticateAsync()).Succeeded);
        Assert.True((await two.AuthenticateAsync()).Succeeded);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("")]
    public async Task A_return_address_outside_the_portal_leads_home(string returnUrl)
    {
        using var visitor = new Visitor(stage.Portal);

        using var back = await visitor.SignInAsync("director", returnUrl);

        Assert.Equal("/", back.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task A_forged_answer_of_the_provider_signs_nobody_in()
    {
        using var visitor = new Visitor(stage.Portal);
        using var challenge = await visitor.Http.GetAsync("/signin", Stop);

        using var answer = await visitor.Http.GetAsync("/signin-oidc?code=stolen&state=forged", Stop);

        Assert.Equal("/signin-failed", answer.Headers.Location?.OriginalString);
        Assert.Null(visitor.Session);
    }

    [Fact]
    public async Task Roles_come_from_the_claim_and_values_of_the_settings_and_without_a_role_there_is_no_access()
    {
        // The provider's e-mail claim stands in for a differently named role claim.
        await using var portal = await RunningPortal.StartAsync(stage.Outside, settings: new Dictionary<string, string>
        {
            ["SignIn:RoleClaim"] = "email", ["SignIn:UserRole"] = "ivanov@testovaya.example", ["SignIn:AdminRole"] = "petrova@testovaya.example",
        });
        using var user = new Visitor(portal);
        using var admin = new Visitor(portal);
        using var nobody = new Visitor(portal);
        await user.SignInAsync("director");
        await admin.SignInAsync("accountant");
        await nobody.SignInAsync("admin1");

        Assert.Equal([PortalClaims.UserRole], await RolesAsync(user));
        Assert.Equal([PortalClaims.AdminRole], await RolesAsync(admin));
        Assert.Empty(await RolesAsync(nobody));
        foreach (var (visitor, path, status) in new[]
        {
            (user, "/accounts", HttpStatusCode.OK), (user, "/admin/registry", HttpStatusCode.Redirect), (admin, "/admin/registry", HttpStatusCode.OK),
            (nobody, "/accounts", HttpStatusCode.Redirect), (nobody, "/admin/registry", HttpStatusCode.Redirect),
        })
        {
            using var answer = await visitor.Http.GetAsync(path, Stop);
            Assert.Equal(status, answer.StatusCode);
            Assert.Equal(status == HttpStatusCode.OK ? null : "/not-allowed", answer.Headers.Location is { } to ? new Uri(portal.Address, to).AbsolutePath : null);
        }

        static async Task<IEnumerable<string>> RolesAsync(Visitor visitor) => (await visitor.AuthenticateAsync()).Principal!.FindAll(ClaimTypes.Role).Select(claim => claim.Value);
    }

    [Fact]
    public async Task The_same_subject_at_another_issuer_is_another_person_without_a_link()
    {
        var director = await stage.Portal.ActorAsync("director");
        var other = await stage.Portal.Get<PersonStore>().SeenAsync("https://other.example", "partner-1001", "Иванов Иван Иванович", "ivanov@testovaya.example", Stop);

        Assert.NotEqual(director.PersonId, other.Id);
        await Assert.ThrowsAsync<NotLinkedException>(() => stage.Portal.Get<Acting>().LinkOfAsync(director with { PersonId = other.Id }, Stop));
        Assert.NotNull(await stage.Portal.Get<Acting>().LinkOfAsync(director, Stop));
    }

    /// <summary>One outside and one portal for the whole class.</summary>
    public sealed class Stage : IAsyncLifetime
    {
        public Outside Outside { get; private set; } = null!;

        public RunningPortal Portal { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Outside = await Outside.StartAsync();
            Portal = await RunningPortal.StartAsync(Outside);
        }

        public async ValueTask DisposeAsync()
        {
            await Portal.DisposeAsync();
            await Outside.DisposeAsync();
        }
    }
}
