using System.Diagnostics;
using Microsoft.Playwright;
using Portal.Access;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>Open pages end within five seconds: signed out elsewhere, signed out at the provider, or changed by an administrator.</summary>
public sealed class SessionsTests(BrowserFixture browser, PortalFixture stage) : Journey(browser), IClassFixture<PortalFixture>
{
    private static readonly TimeSpan Promise = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Signing_out_elsewhere_closes_every_open_page_of_that_browser_within_five_seconds()
    {
        var (here, there) = (await WalkAsync(), await WalkAsync());
        await there.SignInAsync("director");
        await here.SignInAsync("director");
        var tab = await there.Page.Context.NewPageAsync();
        await tab.GotoAsync(new Uri(stage.Portal.Address, "/sessions").ToString());
        await Expect(tab.GetByText("Этот браузер")).ToBeVisibleAsync();
        await here.OpenAsync("/sessions");
        await Expect(here.Page.GetByText("Этот браузер")).ToBeVisibleAsync();

        var watch = Stopwatch.StartNew();
        await here.Button("Выйти везде, кроме этого браузера").ClickAsync();
        await Task.WhenAll(EndedAsync(there.Page), EndedAsync(tab));

        Assert.True(watch.Elapsed < Promise, $"closed after {watch.Elapsed}");
        await Expect(here.Page.GetByText("Этот сеанс продолжается")).ToBeVisibleAsync();
        await there.Link("Войти").ClickAsync();
        await Expect(there.Page.Locator("#login")).ToBeVisibleAsync();
        Assert.Empty(ConsoleErrors);
    }

    [Fact]
    public async Task Signing_out_at_the_provider_closes_the_page_within_five_seconds()
    {
        var walk = await WalkAsync();
        await walk.SignInAsync("accountant");
        using var http = new HttpClient { BaseAddress = stage.Outside.Address };

        var watch = Stopwatch.StartNew();
        using var told = await http.PostAsync("controls/idp/backchannel-logout?login=accountant", null, TestContext.Current.CancellationToken);
        await EndedAsync(walk.Page);

        Assert.True(watch.Elapsed < Promise, $"closed after {watch.Elapsed}");
        Assert.Contains("200", await told.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_person_gets_the_page_anew_and_an_old_page_runs_no_click()
    {
        var walk = await WalkAsync();
        await walk.SignInAsync("mydss");
        await walk.OpenAsync("/sessions");
        await Expect(walk.Page.GetByText("Этот браузер")).ToBeVisibleAsync();
        await walk.Page.EvaluateAsync("document.body.dataset.old = 'yes'");
        var actor = await stage.Portal.ActorAsync("mydss");

        var watch = Stopwatch.StartNew();
        await stage.Portal.Get<OpenCircuits>().CloseAsync(actor.PersonId);
        await Expect(walk.Page.Locator("body[data-old]")).ToHaveCountAsync(0, new() { Timeout = 5_000 });
        await Expect(walk.Page.GetByText("Этот браузер")).ToBeVisibleAsync();

        Assert.True(watch.Elapsed < Promise, $"anew after {watch.Elapsed}");
    }

    private static Task EndedAsync(IPage page) => page.WaitForURLAsync(url => url.EndsWith("/session-ended", StringComparison.Ordinal), Walk.Arrived);

    private async Task<Walk> WalkAsync() => new(await NewPageAsync(), stage.Portal.Address, stage.Outside);
}
