using Xunit.Sdk;

namespace Portal.Browser.Tests;

public sealed class BrowserFixtureTests(BrowserFixture browser) : Journey(browser)
{
    private const string GoodPage =
        "<html lang='ru'><head><title>Отчёты</title></head><body><main><h1>Отчёты</h1><label>Номер <input></label></main></body></html>";

    [Fact]
    public async Task A_page_is_russian_and_has_the_size_and_the_theme_it_was_asked_for()
    {
        var page = await NewPageAsync(360, 640, dark: true);

        var seen = await page.EvaluateAsync<string>(
            "[navigator.language, innerWidth, innerHeight, matchMedia('(prefers-color-scheme: dark)').matches].join()");

        Assert.Equal("ru-RU,360,640,true", seen);
    }

    [Fact]
    public async Task Two_pages_of_a_test_do_not_share_their_cookies()
    {
        var first = await NewPageAsync();
        var second = await NewPageAsync();

        await first.Context.AddCookiesAsync([new() { Name = "person", Value = "first", Url = "http://localhost/" }]);

        Assert.Single(await first.Context.CookiesAsync());
        Assert.Empty(await second.Context.CookiesAsync());
    }

    [Fact]
    public async Task What_the_console_complains_of_is_kept()
    {
        var page = await NewPageAsync();

        await page.EvaluateAsync("console.error('broken'); console.log('fine'); setTimeout(() => { throw new Error('uncaught'); }, 0)");

        await Testing.Eventually.IsTrueAsync(
            () => ConsoleErrors.Count == 2, "both errors are kept", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Contains(ConsoleErrors, error => error.StartsWith("broken", StringComparison.Ordinal));
        Assert.Contains(ConsoleErrors, error => error.Contains("uncaught"));
    }

    [Fact]
    public async Task A_request_to_another_host_is_noticed_and_one_to_this_machine_is_not()
    {
        var page = await NewPageAsync();
        await page.Context.RouteAsync("**/*", route => route.FulfillAsync(new() { Body = "ok" }));

        await page.GotoAsync("http://localhost:1/");
        Assert.Empty(ForeignRequests);
        await page.GotoAsync("https://fonts.example/roboto.css");

        Assert.Equal(["https://fonts.example/roboto.css"], ForeignRequests);
    }

    [Fact]
    public async Task A_good_page_passes_axe()
    {
        var page = await NewPageAsync();
        await page.SetContentAsync(GoodPage);

        await Axe.AssertNoSeriousViolationsAsync(page, "a good page");
    }

    [Fact]
    public async Task A_field_without_a_label_fails_and_is_named()
    {
        var page = await NewPageAsync();
        await page.SetContentAsync(GoodPage.Replace("<label>Номер <input></label>", "<input id='nameless'>"));

        var failure = await Assert.ThrowsAnyAsync<XunitException>(() => Axe.AssertNoSeriousViolationsAsync(page, "a bad page"));

        Assert.Contains("critical label", failure.Message);
        Assert.Contains("nameless", failure.Message);
    }

    [Fact]
    public async Task A_rule_can_be_excepted_by_its_id()
    {
        var page = await NewPageAsync();
        await page.SetContentAsync(GoodPage.Replace("<label>Номер <input></label>", "<input id='nameless'>"));

        await Axe.AssertNoSeriousViolationsAsync(page, "a bad page", "label");
    }
}
