namespace Portal.Browser.Tests.Killing;

/// <summary>
/// The crash harness of answers: the portal dies by SIGKILL at named points and at random moments while two people acknowledge, accept and decrypt what state bodies send,
/// 8 times, or 200 with <c>PORTAL_LONG_TESTS=1</c>.
/// </summary>
public sealed class KilledAnswersTests(BrowserFixture browser, ProcessesFixture stage, ITestOutputHelper output) : Journey(browser), IClassFixture<ProcessesFixture>
{
    private static readonly string[] Logins = ["director", "accountant"];

    [Fact]
    public async Task However_often_the_portal_is_killed_every_answer_is_given_once_every_screen_tells_the_truth_and_what_was_decrypted_is_readable()
    {
        // An administrator's list would show what others have to answer.
        await stage.Outside.GiveRoleAsync(Walk.Testovaya, "director", "user");
        var users = new List<(Microsoft.Playwright.IPage Page, Answerer User)>();
        foreach (var login in Logins)
        {
            var page = await NewPageAsync();
            await new Walk(page, stage.Portal.Address, stage.Outside).SignInAsync(login);
            users.Add((page, new Answerer(page, stage.Portal.Address, stage.Outside, login)));
        }

        using var stop = new CancellationTokenSource();
        var work = Task.WhenAll(users.Select(one => one.User.AnswerAsync(stop.Token)));
        var killer = new Killer(stage, KillPoint.OfAnswers);
        await killer.KillAsync(Killer.IsLong ? 200 : 8, work, () => users.Sum(one => one.User.Steps));
        await stop.CancelAsync();
        await work;

        var checker = new AnswerChecker(stage.Outside);
        var problems = new List<string>();
        foreach (var (page, user) in users)
        {
            problems.AddRange(await checker.ProblemsAsync(page, user.Pages, user.Claims));
        }

        output.WriteLine(killer.Told());
        var sent = await stage.Outside.RequestsAsync("/replies/[^/]+/send$");
        var decrypted = await stage.Outside.AcceptedPostsAsync("/confirm-content-decryption");
        output.WriteLine(
            $"{users.Sum(one => one.User.Pages.Count)} docflows; {sent.Count(line => line.Accepted)} answers accepted of {sent.Count} POSTs to send; {users.Sum(one => one.User.Claims.Count)} claims; {decrypted} codes of decryption taken; problems: {problems.Count}");
        Assert.Empty(problems);
        Assert.True(sent.Any(line => line.Accepted) && decrypted > 0);
    }
}
