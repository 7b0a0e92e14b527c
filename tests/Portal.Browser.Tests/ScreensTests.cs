using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>Every screen at 1440 and 360 px, light and dark: accessible, not wider than the screen, silent in the console, asking nobody else for anything.</summary>
public sealed class ScreensTests(BrowserFixture browser, PortalFixture stage) : Journey(browser), IClassFixture<PortalFixture>
{
    [Fact]
    public async Task Screens_of_a_visitor()
    {
        var (walk, look) = await OpenAsync();
        await walk.OpenAsync("/");
        await Expect(walk.Link("Войти")).ToBeVisibleAsync();
        await look.AtAsync("01-welcome");
        await walk.Link("Войти").ClickAsync();
        await Expect(walk.Page.Locator("#login")).ToBeVisibleAsync();
        await look.AtAsync("02-provider-login");
        await walk.Page.GotoAsync(stage.Outside.Address.ToString());
        await Expect(Heading(walk, 1)).ToBeVisibleAsync();
        await look.AtAsync("03-control-room");
        AssertGood(look);

        // The browser itself complains of the 404, and of nothing else.
        await walk.OpenAsync("/no-such-page");
        await Expect(walk.Page.GetByText("Такой страницы нет")).ToBeVisibleAsync();
        await look.AtAsync("04-not-found");
        Assert.Empty(look.Problems);
        Assert.All(ConsoleErrors, error => Assert.Contains("status of 404", error, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("stranger", "Вас нет в реестре сертификатов", "05-not-in-registry")]
    [InlineData("newcomer", "Проверьте, это вы?", "06-link")]
    public async Task Screens_of_one_who_is_not_linked(string login, string heading, string screen)
    {
        var (walk, look) = await OpenAsync();
        await walk.SignInAsync(login);
        await Expect(walk.Page.GetByRole(AriaRole.Heading, new() { Name = heading })).ToBeVisibleAsync();
        await look.AtAsync(screen);
        AssertGood(look);
    }

    [Fact]
    public async Task Screens_of_a_director_with_a_history()
    {
        var (walk, look) = await OpenAsync();
        await walk.SignInAsync("director");
        await walk.OpenAsync("/accounts");
        await Expect(walk.Link("Тестовая").First).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await look.AtAsync("07-accounts");
        await walk.OpenAsync("/accounts?q=нетакой");
        await Expect(walk.Page.GetByText("Ничего не нашлось")).ToBeVisibleAsync();
        await look.AtAsync("08-accounts-nothing-found");
        await walk.OpenAsync("/accounts/new");
        await walk.Page.GetByLabel("ИНН").FillAsync("123");
        await walk.Button("Создать учётную запись").ClickAsync();
        await Expect(walk.Page.Locator("#inn-error")).Not.ToBeEmptyAsync();
        await look.AtAsync("09-account-form-errors");
        await walk.OpenAsync($"/a/{Walk.Testovaya}/docflows");
        var rows = walk.Page.Locator("a.row-link");
        await Expect(rows.Nth(5)).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await look.AtAsync("10-docflows");
        await walk.Page.Locator("tr", new() { HasText = "Отказ" }).First.Locator("a.row-link").ClickAsync();
        await Expect(walk.Page.GetByText("Инспекция отказала в приёме", new() { Exact = true })).ToBeVisibleAsync();
        await look.AtAsync("10-docflow-refused");
        await ReadAsync(walk, look);
        await walk.OpenAsync("/");
        await Expect(walk.Page.GetByText("Ближайшие сроки")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await look.AtAsync("11-attention");
        AssertGood(look);
    }

    // From the page of a docflow: a document in the page with its signatures, its print form, one that is locked, and the package as a file.
    private static async Task ReadAsync(Walk walk, ScreenLook look)
    {
        var docflow = walk.Page.Url;
        var download = await walk.Page.RunAndWaitForDownloadAsync(() => walk.Link("Пакет для проверки или суда").ClickAsync());
        Assert.EndsWith(".zip", download.SuggestedFilename, StringComparison.Ordinal);
        await walk.Page.Locator("tr", new() { HasText = "NO_" }).First.Locator("a.row-link").ClickAsync();
        await Expect(walk.Page.GetByText("Подпись верна").First).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Expect(walk.Page.Locator("pre.words")).ToContainTextAsync("<Файл");
        await look.AtAsync("10-document");
        await walk.Button("Печатная форма").ClickAsync();
        await Expect(walk.Page.Locator(".pages canvas").First).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await look.AtAsync("10-document-print");
        await walk.Page.GotoAsync(docflow);
        await walk.Page.Locator("tr", new() { HasText = "зашифрован" }).First.Locator("a.row-link").ClickAsync();
        await Expect(walk.Page.GetByText("Документ зашифрован")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await look.AtAsync("10-document-locked");
    }

    [Fact]
    public async Task Screens_of_a_report_on_its_way()
    {
        const string Accountant = "accountant";
        var (walk, look) = await OpenAsync();
        await walk.SignInAsync(Accountant);
        await walk.OpenAsync($"/a/{Walk.Testovaya}/reports");
        await Expect(walk.Page.GetByText("Начатых отчётов нет")).ToBeVisibleAsync();
        await look.AtAsync("12-reports-empty");
        await walk.OpenAsync($"/a/{Walk.Testovaya}/waiting");
        await Expect(walk.Page.GetByText("Ничего не ждёт")).ToBeVisibleAsync();
        await look.AtAsync("13-waiting-empty");
        await walk.OpenAsync($"/a/{Walk.Testovaya}/reports/new");
        await Expect(walk.Page.GetByText("Выбрать файл")).ToBeVisibleAsync();
        await look.AtAsync("14-new-report");
        await walk.DropAsync(ReportFiles.ReportOf2019());
        await look.AtAsync("15-report-2019");
        await walk.DropNewReportAsync(ReportFiles.ReportWithErrors());
        await walk.Button("Проверить отчёт").ClickAsync();
        await Expect(walk.Page.GetByText("Отчёт не прошёл проверку")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await look.AtAsync("16-report-check-failed");

        await walk.DropNewReportAsync(ReportFiles.Report());
        await look.AtAsync("17-report-new");
        await walk.CheckAsync();
        await look.AtAsync("18-report-checked");
        await walk.AskForCodeAsync();
        await look.AtAsync("19-sms-dialog");
        var report = walk.Page.Url;
        await walk.OpenAsync($"/a/{Walk.Testovaya}/waiting");
        await Expect(walk.Page.Locator("a.row-link")).ToBeVisibleAsync();
        await look.AtAsync("20-waiting");
        await walk.Page.GotoAsync(report);
        await walk.Button("Ввести код").ClickAsync();
        await Expect(walk.CodeField).ToBeFocusedAsync();
        await walk.ConfirmAsync(Accountant);
        await look.AtAsync("21-report-ready");
        await walk.OpenReviewAsync();
        await look.AtAsync("22-review");
        await walk.OpenAsync($"/a/{Walk.Testovaya}/reports");
        await Expect(walk.Page.Locator("a.row-link")).ToHaveCountAsync(3);
        await look.AtAsync("23-reports");
        await walk.Page.GotoAsync(report + "/review");
        await walk.SendButton.ClickAsync();
        await walk.SeeSentAsync();
        await walk.SeeStatusAsync("Введён");
        await look.AtAsync("24-docflow-accepted");
        AssertGood(look);
    }

    [Fact]
    public async Task A_report_is_signed_and_sent_by_keyboard_alone()
    {
        const string Director = "director";
        var walk = new Walk(await NewPageAsync(), stage.Portal.Address, stage.Outside);
        await walk.SignInAsync(Director);
        await walk.DropNewReportAsync(ReportFiles.Report());
        var keyboard = walk.Page.Keyboard;

        await walk.PressAsync(walk.Button("Проверить отчёт"));
        await Expect(walk.Button("Подписать отчёт")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await walk.PressAsync(walk.Button("Подписать отчёт"));
        await Expect(walk.CodeField).ToBeFocusedAsync(new() { Timeout = 30_000 });

        // The dialog can be left and taken up again, and keeps the cursor inside while it is open.
        await keyboard.PressAsync("Escape");
        await Expect(walk.Page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
        await walk.PressAsync(walk.Button("Ввести код"));
        await Expect(walk.CodeField).ToBeFocusedAsync();
        for (var step = 0; step < 8; step++)
        {
            await keyboard.PressAsync("Tab");
            Assert.True(await walk.Page.EvaluateAsync<bool>("() => document.activeElement.closest('[role=dialog]') !== null"), $"Tab {step + 1} left the dialog.");
        }

        await walk.ReachAsync(walk.CodeField);
        await keyboard.TypeAsync(await walk.CodeAsync(Director));

        await Expect(walk.Link("Перейти к отправке")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await walk.PressAsync(walk.Link("Перейти к отправке"));
        await walk.PressAsync(walk.SendButton);
        await walk.SeeSentAsync();
    }

    private async Task<(Walk Walk, ScreenLook Look)> OpenAsync()
    {
        var page = await NewPageAsync(1440, 900);
        return (new Walk(page, stage.Portal.Address, stage.Outside), new ScreenLook(page));
    }

    private static ILocator Heading(Walk walk, int level) => walk.Page.GetByRole(AriaRole.Heading, new() { Level = level });
}
