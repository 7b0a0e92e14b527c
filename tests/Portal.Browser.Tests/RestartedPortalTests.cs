using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>The first report while the portal is stopped and started again (SIGTERM): the same tab goes on, and nobody signs in twice.</summary>
public sealed class RestartedPortalTests(BrowserFixture browser, ProcessesFixture stage) : Journey(browser), IClassFixture<ProcessesFixture>
{
    private const string Newcomer = "newcomer";

    [Fact]
    public async Task A_newcomer_reaches_accepted_although_the_portal_is_restarted_while_a_code_is_awaited_and_while_the_report_is_sent()
    {
        var walk = new Walk(await NewPageAsync(), stage.Portal.Address, stage.Outside);
        await walk.SignInAsync(Newcomer);
        await walk.Button("Связать").ClickAsync();
        await walk.Page.WaitForURLAsync(url => url.EndsWith("/accounts", StringComparison.Ordinal), Walk.Arrived);
        await walk.DropNewReportAsync(ReportFiles.Report());
        await walk.CheckAsync();
        await walk.AskForCodeAsync();

        await RestartAsync();
        await Expect(walk.Button("Ввести код")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await walk.Button("Ввести код").ClickAsync();
        await Expect(walk.CodeField).ToBeFocusedAsync();
        await walk.ConfirmAsync(Newcomer);
        await walk.OpenReviewAsync();

        await walk.SendButton.ClickAsync();
        await Expect(walk.Page.GetByText("Второй раз отчёт не уйдёт")).ToBeVisibleAsync();
        await RestartAsync();
        await walk.SeeSentAsync();

        await RestartAsync();
        await walk.SeeStatusAsync("Введён");
        Assert.Equal(1, await stage.Outside.AcceptedPostsAsync("/drafts/[^/]+/send"));
        Assert.Single(await stage.Outside.RequestsAsync("/idp/login"), request => request.Verb == "POST");
    }

    private async Task RestartAsync()
    {
        Assert.Equal(0, await stage.Portal.StopAsync(TimeSpan.FromSeconds(20)));
        await stage.Portal.StartAgainAsync();
    }
}
