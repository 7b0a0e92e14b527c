using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>Who signs out is gone, here and at the provider; and two people never see each other's things.</summary>
public sealed partial class SignOutTests(BrowserFixture browser, PortalFixture stage) : Journey(browser), IClassFixture<PortalFixture>
{
    [Fact]
    public async Task Signing_out_ends_the_providers_session_and_the_back_button_shows_nothing_of_the_person()
    {
        var walk = await WalkAsync();
        await walk.SignInAsync("director");
        await walk.OpenAsync($"/a/{Walk.Testovaya}/docflows");
        await Expect(walk.Page.Locator("a.row-link").First).ToBeVisibleAsync(new() { Timeout = 30_000 });

        await Person(walk).ClickAsync();
        await walk.Button("Выйти").ClickAsync();
        await Expect(walk.Link("Войти")).ToBeVisibleAsync();

        await walk.Page.GoBackAsync();
        await Expect(walk.Link("Войти").Or(walk.Page.Locator("#login"))).ToBeVisibleAsync();
        Assert.DoesNotContain("Тестовая", await PortalTextAsync(walk), StringComparison.Ordinal);
        await walk.OpenAsync($"/a/{Walk.Testovaya}/docflows");
        await Expect(walk.Page.Locator("#login")).ToBeVisibleAsync();

        await walk.OpenAsync("/");
        await walk.Link("Войти").ClickAsync();
        await Expect(walk.Page.Locator("#login")).ToBeVisibleAsync();
        await walk.EnterPasswordAsync("accountant");
        await Expect(Person(walk)).ToContainTextAsync("Петрова");
    }

    [Fact]
    public async Task A_provider_slow_to_sign_out_is_waited_for_and_no_tab_signs_itself_in_again()
    {
        var walk = await WalkAsync();
        await walk.SignInAsync("director");
        var other = new Walk(await walk.Page.Context.NewPageAsync(), stage.Portal.Address, stage.Outside);
        await other.OpenAsync("/accounts");
        await Expect(Person(other)).ToBeVisibleAsync();

        // Longer than an open page takes to notice that its session is gone.
        await stage.Outside.FaultAsync("/idp/connect/logout", verb: "GET", delayMs: 7_000);
        await Person(walk).ClickAsync();
        await walk.Button("Выйти").ClickAsync();

        await Expect(other.Page.GetByRole(AriaRole.Heading, new() { Name = "Вы вышли из портала" })).ToBeVisibleAsync();
        await other.Link("Войти").ClickAsync();
        await Expect(other.Page.Locator("#login")).ToBeVisibleAsync();
        await Expect(walk.Link("Войти")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await walk.Link("Войти").ClickAsync();
        await Expect(walk.Page.Locator("#login")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Two_people_at_two_desks_see_their_own_things_only()
    {
        var (director, accountant) = (await WalkAsync(), await WalkAsync());
        await Task.WhenAll(director.SignInAsync("director"), accountant.SignInAsync("accountant"));
        await director.DropNewReportAsync(ReportFiles.Report());

        await accountant.OpenAsync($"/a/{Walk.Testovaya}/reports");
        await Expect(accountant.Page.GetByText("Начатых отчётов нет")).ToBeVisibleAsync();
        await accountant.Page.GotoAsync(director.Page.Url);
        await Expect(accountant.Page.GetByRole(AriaRole.Alert).First).ToBeVisibleAsync();
        Assert.DoesNotContain("Что в отчёте", await PortalTextAsync(accountant), StringComparison.Ordinal);

        await Expect(Person(director)).ToContainTextAsync("Иванов");
        await Expect(Person(accountant)).ToContainTextAsync("Петрова");
    }

    private async Task<Walk> WalkAsync() => new(await NewPageAsync(), stage.Portal.Address, stage.Outside);

    private static ILocator Person(Walk walk) => walk.Page.GetByRole(AriaRole.Button, new() { NameRegex = PersonMenu() });

    // The provider's page names its demo people on purpose; only the portal's own pages count.
    private static async Task<string> PortalTextAsync(Walk walk) =>
        await walk.Page.Locator("#login").CountAsync() > 0 ? "" : await walk.Page.Locator("body").InnerTextAsync();

    [GeneratedRegex("Меню пользователя")]
    private static partial Regex PersonMenu();
}
