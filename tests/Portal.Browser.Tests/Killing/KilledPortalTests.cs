namespace Portal.Browser.Tests.Killing;

/// <summary>
/// The crash harness of reports: the portal dies by SIGKILL at named points and at random moments while two people sign and send, 20 times, or 200 with
/// <c>PORTAL_LONG_TESTS=1</c>.
/// </summary>
public sealed class KilledPortalTests(BrowserFixture browser, ProcessesFixture stage, ITestOutputHelper output) : Journey(browser), IClassFixture<ProcessesFixture>
{
    private static readonly string[] Logins = ["director", "accountant"];

    [Fact]
    public async Task However_often_the_portal_is_killed_every_report_arrives_once_and_every_screen_tells_the_truth()
    {
        var users = new List<(Microsoft.Playwright.IPage Page, ReportSender User)>();
        foreach (var login in Logins)
        {
            var page = await NewPageAsync();
            await new Walk(page, stage.Portal.Address, stage.Outside).SignInAsync(login);
            users.Add((page, new ReportSender(page, stage.Portal.Address, stage.Outside, login)));
        }

        using var stop = new CancellationTokenSource();
        var work = Task.WhenAll(users.Select(one => one.User.SendReportsAsync(stop.Token)));
        var killer = new Killer(stage, KillPoint.OfReports);
        await killer.KillAsync(Killer.IsLong ? 200 : 20, work, () => users.Sum(one => one.User.Steps));
        await stop.CancelAsync();
        await work;

        var checker = new SentChecker(stage.Outside);
        var problems = new List<string>();
        foreach (var (page, user) in users)
        {
            problems.AddRange(await checker.ProblemsAsync(page, user));
        }

        output.WriteLine(killer.Told());
        var reports = users.Sum(one => one.User.Begun.Count);
        output.WriteLine($"{reports} reports begun, {users.Sum(one => one.User.Sent.Count)} sent and accepted; POSTs to send: {(await stage.Outside.RequestsAsync("/drafts/[^/]+/send")).Count}; problems: {problems.Count}");
        Assert.Empty(problems);
        Assert.True(reports >= Logins.Length);
    }
}
