using Portal.Testing;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>The portal is killed (SIGKILL) around the one irreversible call: after its restart Kontur has accepted one sending, and the screen ends with the truth.</summary>
public sealed class SentOnceKilledTests(BrowserFixture browser, ProcessesFixture stage) : Journey(browser), IClassFixture<ProcessesFixture>
{
    private const string Director = "director";
    private const int Held = 120_000;

    [Fact]
    public async Task Killed_while_Kontur_has_not_taken_the_call_yet_it_is_not_sent_and_a_second_press_sends_it()
    {
        var (walk, draft) = await ReadyToSendAsync();
        await stage.Outside.FaultAsync(SendOf(draft), status: 503, delayMs: Held);

        await walk.SendButton.ClickAsync();
        await FaultIsMetAsync();
        await RestartAsync();

        await AssertNotSentAsync(walk, draft);
        await walk.SendButton.ClickAsync();
        await AssertSentOnceAsync(walk, draft);
    }

    [Fact]
    public async Task Killed_when_the_intent_is_on_disk_and_the_call_has_not_left_it_is_not_sent_and_a_second_press_sends_it()
    {
        var (walk, draft) = await ReadyToSendAsync();
        await stage.Outside.EndSessionsAsync();
        await stage.Outside.FaultAsync("authenticate-by-truster", delayMs: Held);

        await walk.SendButton.ClickAsync();
        await Expect(walk.Page.GetByText("Второй раз отчёт не уйдёт")).ToBeVisibleAsync();
        await FaultIsMetAsync();
        await RestartAsync();

        await AssertNotSentAsync(walk, draft);
        await walk.SendButton.ClickAsync();
        await AssertSentOnceAsync(walk, draft);
    }

    [Fact]
    public async Task Killed_between_the_acceptance_and_its_answer_it_is_found_sent_by_asking()
    {
        var (walk, draft) = await ReadyToSendAsync();
        await stage.Outside.FaultAsync(SendOf(draft), dropAfterAccept: true, delayMs: Held);

        await walk.SendButton.ClickAsync();
        await AcceptedAsync(draft);
        await RestartAsync();

        await AssertSentOnceAsync(walk, draft);
        Assert.Single(await stage.Outside.RequestsAsync(SendOf(draft)));
    }

    [Fact]
    public async Task Killed_right_after_the_acceptance_it_goes_on_to_accepted()
    {
        var (walk, draft) = await ReadyToSendAsync();

        await walk.SendButton.ClickAsync();
        await AcceptedAsync(draft);
        await RestartAsync();

        await AssertSentOnceAsync(walk, draft);
        Assert.Single(await stage.Outside.RequestsAsync(SendOf(draft)));
    }

    [Fact]
    public async Task Killed_when_the_answer_is_on_disk_and_its_task_is_being_asked_for_it_goes_on_to_accepted()
    {
        var (walk, draft) = await ReadyToSendAsync();
        await stage.Outside.FaultAsync($"/drafts/{draft}/tasks/", verb: "GET", delayMs: Held);

        await walk.SendButton.ClickAsync();
        await FaultIsMetAsync();
        await RestartAsync();

        await AssertSentOnceAsync(walk, draft);
        Assert.Single(await stage.Outside.RequestsAsync(SendOf(draft)));
    }

    private async Task<(Walk Walk, string Draft)> ReadyToSendAsync()
    {
        var walk = new Walk(await NewPageAsync(), stage.Portal.Address, stage.Outside);
        await walk.SignInAsync(Director);
        return (walk, await walk.ReachReviewAsync(Director));
    }

    private static string SendOf(string draft) => $"/drafts/{draft}/send";

    private Task FaultIsMetAsync() => Eventually.IsTrueAsync(async () => await stage.Outside.FaultsLeftAsync() == 0, "the call is held");

    private Task AcceptedAsync(string draft) =>
        Eventually.IsTrueAsync(async () => await stage.Outside.AcceptedPostsAsync(SendOf(draft)) == 1, "Kontur has accepted the sending");

    private async Task RestartAsync()
    {
        await stage.Portal.KillAsync();
        await stage.Outside.NoFaultsAsync();
        await stage.Portal.StartAgainAsync();
    }

    private async Task AssertNotSentAsync(Walk walk, string draft)
    {
        await Expect(walk.Page.GetByText("Отчёт не отправлен")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        Assert.Equal(0, await stage.Outside.AcceptedPostsAsync(SendOf(draft)));
    }

    private async Task AssertSentOnceAsync(Walk walk, string draft)
    {
        await walk.SeeSentAsync();
        await walk.SeeStatusAsync("Введён");
        Assert.Equal(1, await stage.Outside.AcceptedPostsAsync(SendOf(draft)));
    }
}
