using Portal.Testing;

namespace Portal.Browser.Tests.Killing;

/// <summary>
/// The crash harness: the portal dies by SIGKILL at named points and at random moments while two people sign and send, 20 times, or 200 with
/// <c>PORTAL_LONG_TESTS=1</c>; the simulator is another process and goes on.
/// </summary>
public sealed class KilledPortalTests(BrowserFixture browser, ProcessesFixture stage, ITestOutputHelper output) : Journey(browser), IClassFixture<ProcessesFixture>
{
    private const int Held = 60_000;
    private static readonly TimeSpan MetWithin = TimeSpan.FromSeconds(12);
    private static readonly string[] Logins = ["director", "accountant"];

    private static int Kills => Environment.GetEnvironmentVariable("PORTAL_LONG_TESTS") == "1" ? 200 : 20;

    [Fact]
    public async Task However_often_the_portal_is_killed_every_report_arrives_once_and_every_screen_tells_the_truth()
    {
        var users = new List<(Microsoft.Playwright.IPage Page, PatientUser User)>();
        foreach (var login in Logins)
        {
            var page = await NewPageAsync();
            await new Walk(page, stage.Portal.Address, stage.Outside).SignInAsync(login);
            users.Add((page, new PatientUser(page, stage.Portal.Address, stage.Outside, login)));
        }

        using var stop = new CancellationTokenSource();
        var work = Task.WhenAll(users.Select(one => one.User.SendReportsAsync(stop.Token)));
        var met = await KillAsync(work, () => users.Sum(one => one.User.Steps));
        await stop.CancelAsync();
        await work;

        var checker = new SentChecker(stage.Outside);
        var problems = new List<string>();
        foreach (var (page, user) in users)
        {
            problems.AddRange(await checker.ProblemsAsync(page, user));
        }

        output.WriteLine($"Killed {Kills} times, {met.Values.Sum()} of them at the point meant:");
        foreach (var (name, times) in met)
        {
            output.WriteLine($"  {times} × {name}");
        }

        var reports = users.Sum(one => one.User.Begun.Count);
        output.WriteLine($"{reports} reports begun, {users.Sum(one => one.User.Sent.Count)} sent and accepted; POSTs to send: {(await stage.Outside.RequestsAsync("/drafts/[^/]+/send")).Count}; problems: {problems.Count}");
        Assert.Empty(problems);
        Assert.True(reports >= Logins.Length);
    }

    // The points are taken in turn, so that every named one is met whatever the number. Somebody gets a step further between two kills, however slow the machine.
    private async Task<SortedDictionary<string, int>> KillAsync(Task work, Func<int> steps)
    {
        var met = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var kill = 0; kill < Kills; kill++)
        {
            var point = KillPoint.All[kill % KillPoint.All.Count];
            if (await IsMetAsync(point))
            {
                met[point.Name] = met.GetValueOrDefault(point.Name) + 1;
            }

            await stage.Portal.KillAsync();
            await stage.Outside.NoFaultsAsync();
            await stage.Portal.StartAgainAsync();
            var before = steps();
            await Eventually.IsTrueAsync(() => steps() > before || work.IsCompleted, "somebody gets further", TimeSpan.FromMinutes(5));
            if (work.IsFaulted)
            {
                await work;
            }
        }

        return met;
    }

    private async Task<bool> IsMetAsync(KillPoint point)
    {
        if (point.Path is null)
        {
            await Task.Delay(Random.Shared.Next(500, 6_000), TestContext.Current.CancellationToken);
            return true;
        }

        await stage.Outside.FaultAsync(point.Path, point.Verb, delayMs: Held, dropAfterAccept: point.Accepted);
        if (point.EndsSessions)
        {
            await stage.Outside.EndSessionsAsync();
        }

        try
        {
            await Eventually.IsTrueAsync(async () => await stage.Outside.FaultsLeftAsync() == 0, $"{point.Name} is met", MetWithin);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
