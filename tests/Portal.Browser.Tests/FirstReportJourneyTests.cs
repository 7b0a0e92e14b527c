using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>From the first sign-in of a person who is not linked yet to the report that the inspection has accepted.</summary>
public sealed class FirstReportJourneyTests(BrowserFixture browser, PortalFixture stage) : Journey(browser), IClassFixture<PortalFixture>
{
    private const string Director = "director";
    private const string Newcomer = "newcomer";

    [Fact]
    public async Task A_newcomer_links_checks_signs_after_a_wrong_code_sends_and_sees_the_report_accepted()
    {
        var walk = await WalkAsync();
        await walk.SignInAsync(Newcomer);
        await Expect(walk.Page.GetByText("Проверьте, это вы?")).ToBeVisibleAsync();
        await Expect(walk.Page.GetByText("Новикова Мария Павловна")).ToBeVisibleAsync();
        await walk.Button("Связать").ClickAsync();
        await walk.Page.WaitForURLAsync(url => url.EndsWith("/accounts", StringComparison.Ordinal));
        await walk.Link("Тестовая").First.ClickAsync();
        await Expect(walk.Page.GetByText("Начатых отчётов нет")).ToBeVisibleAsync();
        await walk.Link("Новый отчёт").First.ClickAsync();
        await walk.DropAsync(ReportFiles.Report());

        await walk.CheckAsync();
        await Expect(walk.Page.GetByText("Протокол проверки")).ToBeVisibleAsync();
        await walk.AskForCodeAsync();
        await walk.CodeField.FillAsync(await walk.CodeAsync(Newcomer) == "000000" ? "111111" : "000000");
        await Expect(walk.Page.GetByRole(AriaRole.Dialog).GetByText("Неверный код")).ToBeVisibleAsync();
        await Expect(walk.CodeField).ToHaveValueAsync("");
        await walk.ConfirmAsync(Newcomer);
        await walk.OpenReviewAsync();
        var draft = await walk.DraftAtKonturAsync();
        await walk.SendButton.ClickAsync();

        await walk.SeeSentAsync();
        await walk.SeeStatusAsync("Принято");
        await Expect(walk.Page.GetByText("Данные отчёта введены в базу инспекции")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        Assert.Equal(1, await stage.Outside.AcceptedPostsAsync($"/drafts/{draft}/send"));
        Assert.Empty(ConsoleErrors);
        Assert.Empty(ForeignRequests);
    }

    [Theory]
    [InlineData("0088", "Отказ", "Инспекция отказала в приёме")]
    [InlineData("0085", "Нужны уточнения", "Инспекция просит уточнить данные")]
    public async Task What_the_inspection_answers_otherwise_is_shown_without_a_reload(string inspection, string word, string happened)
    {
        var walk = await WalkAsync();
        await walk.SignInAsync(Director);
        await walk.ReachReviewAsync(Director, ReportFiles.Report(inspection));
        await walk.SendButton.ClickAsync();

        await walk.SeeSentAsync();
        await walk.SeeStatusAsync(word);
        await Expect(walk.Page.GetByText(happened, new() { Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_page_reloaded_during_the_check_shows_the_check_and_then_its_result()
    {
        var walk = await WalkAsync();
        await walk.SignInAsync(Director);
        await walk.DropNewReportAsync(ReportFiles.Report());
        await stage.Outside.FaultAsync("/drafts/[^/]+/tasks/", verb: "GET", delayMs: 4_000);

        await walk.Button("Проверить отчёт").ClickAsync();
        await Expect(walk.Page.GetByText("Отчёт проверяется")).ToBeVisibleAsync();
        await walk.Page.ReloadAsync();

        await Expect(walk.Page.GetByText("Отчёт проверяется")).ToBeVisibleAsync();
        await Expect(walk.Button("Подписать отчёт")).ToBeVisibleAsync(new() { Timeout = 30_000 });
    }

    [Fact]
    public async Task A_page_reloaded_while_a_code_is_awaited_takes_the_same_code()
    {
        var walk = await WalkAsync();
        await walk.SignInAsync(Director);
        await walk.DropNewReportAsync(ReportFiles.Report());
        await walk.CheckAsync();
        await walk.AskForCodeAsync();
        var code = await walk.CodeAsync(Director);

        await walk.Page.ReloadAsync();
        await Expect(walk.Page.GetByText("Ждём код из СМС")).ToBeVisibleAsync();
        await walk.Button("Ввести код").ClickAsync();
        await Expect(walk.CodeField).ToBeFocusedAsync();
        await walk.CodeField.FillAsync(code);

        await Expect(walk.Link("Перейти к отправке")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        Assert.Equal(code, await walk.CodeAsync(Director));
    }

    private async Task<Walk> WalkAsync() => new(await NewPageAsync(), stage.Portal.Address, stage.Outside);
}
