using Portal.Testing;

namespace Portal.Browser.Tests.Killing;

/// <summary>
/// The crash harness of Goskey: the portal dies by SIGKILL at named points and at random moments while people send packages, whole and in chunks, by both ways of sending; a few
/// times, or with <c>PORTAL_LONG_TESTS=1</c> in many rounds, each on an EPGU of its own, because an owner may make 20 orders in ten minutes.
/// </summary>
public sealed class KilledPackagesTests(BrowserFixture browser, ITestOutputHelper output) : Journey(browser)
{
    private static readonly string[] Logins = ["director", "accountant"];

    [Fact]
    public async Task However_often_the_portal_is_killed_a_package_for_a_reserved_number_arrives_once_and_the_portal_tells_the_truth()
    {
        foreach (var turn in Turns())
        {
            await RunAsync("Reserve", Turned(KillPoint.OfChunks, 2 * turn).Take(2), Chosen(KillPoint.OfReservedPackages, 3, 2, turn));
        }
    }

    [Fact]
    public async Task However_often_the_portal_is_killed_a_package_that_is_pushed_arrives_once_and_the_portal_tells_the_truth()
    {
        foreach (var turn in Turns())
        {
            await RunAsync("Push", [], Chosen(KillPoint.OfPushedPackages, 2, 1, turn));
        }
    }

    // A short run begins anywhere, so that many of them meet every point.
    private IEnumerable<int> Turns()
    {
        var first = Killer.IsLong ? 0 : Random.Shared.Next(100);
        output.WriteLine($"turn {first}{(Killer.IsLong ? " and on" : "")}");
        return Enumerable.Range(first, Killer.IsLong ? 8 : 1);
    }

    // Those that every run has, and some of the others.
    private static IEnumerable<KillPoint> Chosen(IReadOnlyList<KillPoint> points, int always, int others, int turn) =>
        points.Take(always).Concat(Turned([.. points.Skip(always)], others * turn).Take(others));

    private async Task RunAsync(string way, IEnumerable<KillPoint> ofChunks, IEnumerable<KillPoint> ofAll)
    {
        var (chunkPoints, points) = (ofChunks.ToList(), ofAll.ToList());
        await using var stage = new ProcessesFixture { Settings = new Dictionary<string, string> { ["Goskey:Sending"] = way, ["Goskey:SettleAfter"] = "00:00:08" } };
        await stage.InitializeAsync();
        var users = new List<(Microsoft.Playwright.IPage Page, PackageSender User)>();
        foreach (var login in Logins)
        {
            var page = await NewPageAsync();
            await new Walk(page, stage.Portal.Address, stage.Outside).SignInAsync(login);
            users.Add((page, new PackageSender(page, stage.Portal.Address, stage.Outside, login)));
        }

        using var stop = new CancellationTokenSource();
        var spool = Path.Combine(stage.DataFolder, "spool");
        var first = users[0].User.SendAsync(chunkPoints.Count + 3, large: chunkPoints.Count, stop.Token);
        var ofChunksKiller = new Killer(stage, chunkPoints) { MetWithin = TimeSpan.FromSeconds(60) };
        await ofChunksKiller.KillAsync(chunkPoints.Count, first, () => users[0].User.Steps);
        var work = Task.WhenAll(first, users[1].User.SendAsync(4, large: 0, stop.Token));
        var killer = new Killer(stage, points) { MetWithin = TimeSpan.FromSeconds(15), Pressed = () => users.Sum(one => one.User.Presses), Assembled = () => Count(spool) };
        await killer.KillAsync(points.Count, work, () => users.Sum(one => one.User.Steps));
        await stop.CancelAsync();
        await work;

        var checker = new PackageChecker(stage.Outside, stage.Portal.Address, stage.DataFolder);
        var problems = await checker.ProblemsAsync(users);
        var (orders, calls) = (await stage.Outside.OrdersAsync(), await stage.Outside.RequestsAsync("gusmev/push"));
        output.WriteLine($"{way}: {ofChunksKiller.Told()}");
        output.WriteLine(killer.Told());
        var (packages, presses, claims) = (users.Sum(one => one.User.Begun.Count), users.Sum(one => one.User.Presses), users.Sum(one => one.User.Claims.Count));
        output.WriteLine(
            $"{packages} packages of {presses} presses, {ofChunksKiller.Kills + killer.Kills} kills, {orders.Count} orders, {orders.Count(order => order.SentAt is not null)} with a package; "
            + $"POSTs that upload: {calls.Count}; {claims} claims; problems: {problems.Count}");
        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
        Assert.Contains(orders, order => order.SentAt is not null);
        await NothingHalfIsKeptAsync(stage);
    }

    // What a kill cut off is swept at a start, when nobody can be writing it any more: an hour later.
    private static async Task NothingHalfIsKeptAsync(ProcessesFixture stage)
    {
        var folder = Path.Combine(stage.DataFolder, "files", "tmp");
        await stage.Portal.KillAsync();
        foreach (var file in Directory.Exists(folder) ? Directory.GetFiles(folder) : [])
        {
            File.SetLastWriteTimeUtc(file, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-2));
        }

        await stage.Portal.StartAgainAsync();
        await Eventually.IsTrueAsync(() => Count(folder) == 0, "what was half written is gone", TimeSpan.FromSeconds(30));
    }

    private static IEnumerable<KillPoint> Turned(IReadOnlyList<KillPoint> points, int by) => Enumerable.Range(by, points.Count).Select(number => points[number % points.Count]);

    private static long Count(string folder) => Directory.Exists(folder) ? Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Count() : 0;
}
