using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>The first report with sids of the Authenticator, and what else may come of a report.</summary>
public sealed class FirstReportJourneyTests(BrowserFixture browser, PortalFixture stage) : FirstReportJourney(browser, stage), IClassFixture<PortalFixture>
{
    private const string Director = "director";

    /// <inheritdoc />
    protected override string SignInPath => "/auth/v5.16/approve-truster";

    /// <inheritdoc />
    protected override string OtherSignInPath => "/identity/";

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
        await Stage.Outside.FaultAsync("/drafts/[^/]+/tasks/", verb: "GET", delayMs: 4_000);

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
}
