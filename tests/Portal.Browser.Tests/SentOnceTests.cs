using Microsoft.Playwright;
using Portal.Testing;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>However «Отправить отчёт» is pressed and whatever happens to the wire, Kontur accepts one sending, and the screen ends with the truth.</summary>
public sealed class SentOnceTests(BrowserFixture browser, HastyPortalFixture stage) : Journey(browser), IClassFixture<HastyPortalFixture>
{
    private const string Director = "director";

    [Fact]
    public async Task A_double_click_sends_once()
    {
        var (walk, draft) = await ReadyToSendAsync();

        await walk.SendButton.DblClickAsync();

        await AssertSentOnceAsync(walk, draft);
    }

    [Fact]
    public async Task Two_clicks_at_the_same_instant_send_once()
    {
        var (walk, draft) = await ReadyToSendAsync();

        await walk.SendButton.EvaluateAsync("button => { button.click(); button.click(); }");

        await AssertSentOnceAsync(walk, draft);
    }

    [Fact]
    public async Task Two_tabs_pressing_at_once_send_once_and_both_show_what_was_sent()
    {
        var (walk, draft) = await ReadyToSendAsync();
        var second = new Walk(await walk.Page.Context.NewPageAsync(), stage.Portal.Address, stage.Outside);
        await second.Page.GotoAsync(walk.Page.Url);
        await Expect(second.SendButton).ToBeVisibleAsync();

        // Handles taken before: a button that the other tab's press has already removed is pressed in vain, as by a person.
        var buttons = await Task.WhenAll(walk.SendButton.ElementHandleAsync(), second.SendButton.ElementHandleAsync());
        await Task.WhenAll(buttons.Select(button => button.EvaluateAsync("button => button.click()")));

        await AssertSentOnceAsync(walk, draft);
        await second.SeeSentAsync();
    }

    [Fact]
    public async Task An_answer_lost_after_Kontur_accepted_is_found_by_asking()
    {
        var (walk, draft) = await ReadyToSendAsync();
        await stage.Outside.FaultAsync(SendOf(draft), dropAfterAccept: true);

        await walk.SendButton.ClickAsync();

        await AssertSentOnceAsync(walk, draft);
        Assert.Single(await stage.Outside.RequestsAsync(SendOf(draft)));
    }

    [Fact]
    public async Task A_session_that_ended_right_before_the_press_is_renewed_and_the_report_goes_once()
    {
        var (walk, draft) = await ReadyToSendAsync();
        await stage.Outside.EndSessionsAsync();

        await walk.SendButton.ClickAsync();

        await AssertSentOnceAsync(walk, draft);
    }

    [Fact]
    public async Task What_Kontur_never_took_becomes_not_sent_and_a_second_press_sends_it_once()
    {
        var (walk, draft) = await ReadyToSendAsync();
        await stage.Outside.FaultAsync(SendOf(draft), status: 503);

        await walk.SendButton.ClickAsync();

        await AssertNotSentAsync(walk, draft);
        await walk.SendButton.ClickAsync();
        await AssertSentOnceAsync(walk, draft);
    }

    [Fact]
    public async Task A_press_that_is_called_not_sent_does_not_leave_afterwards()
    {
        var (walk, draft) = await ReadyToSendAsync();
        await stage.Outside.EndSessionsAsync();
        await stage.Outside.FaultAsync("authenticate-by-truster", delayMs: (int)(HastyPortalFixture.RequestTimeout * 2).TotalMilliseconds);
        await stage.Outside.FaultAsync(SendOf(draft), delayMs: (int)(HastyPortalFixture.RequestTimeout / 2).TotalMilliseconds, times: 2);

        await walk.SendButton.ClickAsync();
        await Expect(walk.Page.GetByText("Второй раз отчёт не уйдёт")).ToBeVisibleAsync();
        await Expect(walk.Page.GetByText("Отчёт не отправлен").Or(walk.Page.GetByText("Что произошло"))).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await stage.Outside.NoFaultsAsync();
        if (await walk.SendButton.IsVisibleAsync())
        {
            await walk.SendButton.ClickAsync();
        }

        // The first POST met 401 and one sent the report: a third would be the first press, come back after it had been called not sent.
        await AssertSentOnceAsync(walk, draft);
        Assert.Equal(2, (await stage.Outside.RequestsAsync(SendOf(draft))).Count);
    }

    private async Task<(Walk Walk, string Draft)> ReadyToSendAsync()
    {
        await stage.Outside.NoFaultsAsync();
        var walk = new Walk(await NewPageAsync(), stage.Portal.Address, stage.Outside);
        await walk.SignInAsync(Director);
        return (walk, await walk.ReachReviewAsync(Director));
    }

    private static string SendOf(string draft) => $"/drafts/{draft}/send";

    private async Task AssertNotSentAsync(Walk walk, string draft)
    {
        await Expect(walk.Page.GetByText("Отчёт не отправлен")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        Assert.Equal(0, await stage.Outside.AcceptedPostsAsync(SendOf(draft)));
    }

    private async Task AssertSentOnceAsync(Walk walk, string draft)
    {
        await walk.SeeSentAsync();
        await walk.SeeStatusAsync("Введён");
        Assert.Equal(1, await stage.Outside.AcceptedPostsAsync(SendOf(draft)));
        Assert.Empty(ConsoleErrors);
    }
}
