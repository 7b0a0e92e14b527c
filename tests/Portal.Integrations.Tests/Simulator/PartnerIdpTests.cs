using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Xunit;

namespace Portal.Integrations.Tests.Simulator;

public sealed class PartnerIdpTests(RunningSimulator simulator) : IClassFixture<RunningSimulator>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Discovery_names_the_issuer_with_the_real_port()
    {
        using var user = new PartnerUser(simulator);
        var document = JsonDocument.Parse(await user.Browser.GetStringAsync("idp/.well-known/openid-configuration", Stop)).RootElement;

        Assert.Equal($"http://localhost:{simulator.App.Address.Port}/idp", document.GetProperty("issuer").GetString());
        Assert.EndsWith("/idp/connect/logout", document.GetProperty("end_session_endpoint").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await user.Browser.GetAsync(".well-known/openid-configuration", Stop)).StatusCode);
    }

    [Theory]
    [InlineData("director", "partner-1001", "Иванов Иван Иванович", "ivanov@testovaya.example", "user")]
    [InlineData("admin1", "partner-0001", "Админова Ольга Викторовна", "admin1@partner.example", "admin")]
    public async Task A_person_signs_in_and_the_id_token_says_who_it_is(string login, string subject, string name, string email, string role)
    {
        using var user = new PartnerUser(simulator);
        var (status, body) = await user.ExchangeAsync(await user.SignInAsync(login));

        Assert.Equal(HttpStatusCode.OK, status);
        var claims = PartnerUser.Claims(body.GetProperty("id_token").GetString()!);
        Assert.Equal(subject, claims.GetProperty("sub").GetString());
        Assert.Equal(name, claims.GetProperty("name").GetString());
        Assert.Equal(email, claims.GetProperty("email").GetString());
        Assert.Equal(role, claims.GetProperty("role").GetString());
        Assert.Equal("nonce-1", claims.GetProperty("nonce").GetString());
        Assert.Equal("portal", claims.GetProperty("aud").GetString());
        Assert.True(claims.GetProperty("auth_time").GetInt64() > 0);
    }

    [Fact]
    public async Task A_wrong_password_is_told_plainly_and_signs_nobody_in()
    {
        using var user = new PartnerUser(simulator);
        var page = (await user.AuthorizeAsync()).Headers.Location!;
        var answer = await user.LogInAsync(page, "director", "wrong");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("Неверный логин или пароль", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.True(PartnerUser.IsLoginPage(await user.AuthorizeAsync()));
    }

    [Fact]
    public async Task The_form_is_refused_without_its_antiforgery_token()
    {
        using var user = new PartnerUser(simulator);
        var page = (await user.AuthorizeAsync()).Headers.Location!;

        Assert.Equal(HttpStatusCode.BadRequest, (await user.LogInAsync(page, "director", "director-pass", antiforgery: false)).StatusCode);
    }

    [Theory]
    [InlineData("http://localhost:17321/other")]
    [InlineData("http://localhost:17321/signin-oidc?x=1")]
    [InlineData("http://localhost:17321/signin-oidc/")]
    [InlineData("https://localhost:17321/signin-oidc")]
    [InlineData("http://localhost.example:17321/signin-oidc")]
    [InlineData("http://user@localhost:17321/signin-oidc")]
    [InlineData("http://127.0.0.1:17321/signin-oidc")]
    public async Task Any_other_redirect_address_is_refused(string uri)
    {
        using var user = new PartnerUser(simulator);
        Assert.Equal(HttpStatusCode.BadRequest, (await user.AuthorizeAsync(("redirect_uri", uri))).StatusCode);
    }

    [Fact]
    public async Task Pkce_is_required()
    {
        using var user = new PartnerUser(simulator);
        var answer = await user.AuthorizeAsync(("code_challenge", null), ("code_challenge_method", null));

        Assert.False(PartnerUser.IsLoginPage(answer));
        Assert.DoesNotContain("code=", answer.Headers.Location?.Query ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_works_once_and_only_with_the_client_secret()
    {
        using var user = new PartnerUser(simulator);
        var code = await user.SignInAsync("accountant");

        Assert.Equal(HttpStatusCode.Unauthorized, (await user.ExchangeAsync(code, "wrong")).Status);
        Assert.Equal(HttpStatusCode.OK, (await user.ExchangeAsync(code)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await user.ExchangeAsync(code)).Status);
    }

    [Fact]
    public async Task A_second_authorization_needs_no_password_unless_the_portal_asks_for_one()
    {
        using var user = new PartnerUser(simulator);
        await user.SignInAsync("director");

        Assert.False(PartnerUser.IsLoginPage(await user.AuthorizeAsync()));
        Assert.False(PartnerUser.IsLoginPage(await user.AuthorizeAsync(("max_age", "600"))));
        Assert.True(PartnerUser.IsLoginPage(await user.AuthorizeAsync(("prompt", "login"))));
        var (_, body) = await user.ExchangeAsync(await user.SignInAsync("director", ("prompt", "login"), ("max_age", "0")));
        Assert.True(body.TryGetProperty("id_token", out _));
    }

    [Fact]
    public async Task Prompt_none_answers_login_required_to_a_stranger()
    {
        using var user = new PartnerUser(simulator);
        var answer = await user.AuthorizeAsync(("prompt", "none"));

        Assert.Equal("login_required", QueryHelpers.ParseQuery(answer.Headers.Location!.Query)["error"]);
    }

    [Fact]
    public async Task Giving_up_on_the_login_page_returns_access_denied()
    {
        using var user = new PartnerUser(simulator);
        var page = (await user.AuthorizeAsync()).Headers.Location!;
        var wayBack = QueryHelpers.ParseQuery(page.OriginalString[page.OriginalString.IndexOf('?', StringComparison.Ordinal)..])["returnUrl"].ToString();
        var answer = await user.Browser.GetAsync(wayBack + "&refused=1", Stop);

        Assert.Equal("access_denied", QueryHelpers.ParseQuery(answer.Headers.Location!.Query)["error"]);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_even_for_a_copy_of_the_cookie()
    {
        using var user = new PartnerUser(simulator);
        var back = await user.LogInAsync((await user.AuthorizeAsync()).Headers.Location!, "director", "director-pass");
        var cookie = back.Headers.GetValues("Set-Cookie").Single(line => line.StartsWith("idp=", StringComparison.Ordinal)).Split(';')[0];
        Assert.Contains("Вы вошли", await HomeAsync(cookie), StringComparison.Ordinal);
        var answer = await user.Browser.GetAsync(
            "idp/connect/logout?state=bye&post_logout_redirect_uri=" + Uri.EscapeDataString("http://localhost:17321/signout-callback-oidc"), Stop);

        Assert.Equal("http://localhost:17321/signout-callback-oidc?state=bye", answer.Headers.Location!.OriginalString);
        Assert.True(PartnerUser.IsLoginPage(await user.AuthorizeAsync()));
        Assert.DoesNotContain("Вы вошли", await HomeAsync(cookie), StringComparison.Ordinal);

        var elsewhere = await user.Browser.GetAsync("idp/connect/logout?post_logout_redirect_uri=" + Uri.EscapeDataString("http://localhost:17321/elsewhere"), Stop);
        Assert.Equal(HttpStatusCode.BadRequest, elsewhere.StatusCode);
    }

    [Fact]
    public async Task Keys_tokens_and_the_client_come_back_after_a_restart()
    {
        var ownSimulator = new RunningSimulator();
        await using var owned = ownSimulator;
        await ownSimulator.InitializeAsync();
        using var before = new PartnerUser(ownSimulator);
        var (_, tokens) = await before.ExchangeAsync(await before.SignInAsync("director"));
        var keys = await before.Browser.GetStringAsync("idp/.well-known/jwks", Stop);
        var port = ownSimulator.App.Address.Port;

        await ownSimulator.RestartAsync(settings => settings with { Port = port });

        using var after = new PartnerUser(ownSimulator);
        Assert.Equal(keys, await after.Browser.GetStringAsync("idp/.well-known/jwks", Stop));
        using var request = new HttpRequestMessage(HttpMethod.Get, "idp/connect/userinfo");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.GetProperty("access_token").GetString());
        Assert.Equal(HttpStatusCode.OK, (await after.Browser.SendAsync(request, Stop)).StatusCode);
        Assert.False(PartnerUser.IsLoginPage(await before.AuthorizeAsync()));
        Assert.Equal(HttpStatusCode.OK, (await after.ExchangeAsync(await after.SignInAsync("accountant"))).Status);
    }

    /// <summary>The provider's own page, shown to whoever holds a cookie.</summary>
    private async Task<string> HomeAsync(string cookie)
    {
        using var thief = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = simulator.App.Address };
        thief.DefaultRequestHeaders.Add("Cookie", cookie);
        return await (await thief.GetAsync("idp", Stop)).Content.ReadAsStringAsync(Stop);
    }
}
