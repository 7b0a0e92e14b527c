using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>More than one person, and more than one file.</summary>
public sealed class SharedDraftTests(BrowserFixture browser, PortalFixture stage) : Journey(browser), IClassFixture<PortalFixture>
{
    private static LocatorAssertionsToBeVisibleOptions Long => new() { Timeout = 60_000 };

    [Fact]
    public async Task Of_two_people_who_send_the_same_file_at_once_one_sends_and_the_other_is_told_who()
    {
        var file = ReportFiles.Report();
        var director = await SignedInAsync("director");
        var accountant = await SignedInAsync("accountant");
        var first = await director.ReachReviewAsync("director", file);
        var second = await accountant.ReachReviewAsync("accountant", file);

        var buttons = await Task.WhenAll(director.SendButton.ElementHandleAsync(), accountant.SendButton.ElementHandleAsync());
        await Task.WhenAll(buttons.Select(button => button.EvaluateAsync("button => button.click()")));

        var told = director.Page.GetByText("Этот файл уже отправляли").Or(director.Page.GetByText("Что произошло"));
        await Expect(told).ToBeVisibleAsync(Long);
        var (won, lost) = await director.Page.GetByText("Этот файл уже отправляли").IsVisibleAsync() ? (accountant, director) : (director, accountant);
        await won.SeeSentAsync();
        await Expect(lost.Page.GetByText("Этот файл уже отправляли")).ToBeVisibleAsync(Long);
        await Expect(lost.Page.GetByText(won == director ? "Иванов" : "Петрова")).ToBeVisibleAsync();
        Assert.Equal(1, await stage.Outside.AcceptedPostsAsync($"/drafts/{first}/send") + await stage.Outside.AcceptedPostsAsync($"/drafts/{second}/send"));
        Assert.Empty(ConsoleErrors);
    }

    [Fact]
    public async Task The_accountant_passes_a_report_to_the_director_who_signs_it_on_another_desk()
    {
        var director = await SignedInAsync("director");
        await director.OpenAsync($"/a/{Walk.Testovaya}/reports");
        await Expect(director.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        var accountant = await SignedInAsync("accountant");
        await accountant.DropNewReportAsync(ReportFiles.Report());
        await accountant.Page.GetByText("Передать на подпись").First.ClickAsync();
        await accountant.Page.GetByLabel("Что сказать коллеге").FillAsync("Подпишите до вечера");
        await accountant.Button("Передать на подпись").ClickAsync();
        await Expect(accountant.Page.GetByText("На подписи у коллеги")).ToBeVisibleAsync(Long);
        await Expect(accountant.Page.GetByText("отчёт вернётся к вам")).ToBeVisibleAsync(Long);

        await director.Page.GetByRole(AriaRole.Link, new() { Name = "На подпись" }).First.ClickAsync();
        await director.Page.Locator("a.row-link").First.ClickAsync();
        await Expect(director.Page.GetByText("Подпишите до вечера")).ToBeVisibleAsync(Long);
        await director.Button("Подписать").ClickAsync();
        await Expect(director.CodeField).ToBeVisibleAsync(Long);
        await director.CodeField.FillAsync(await director.CodeAsync("director"));
        await Expect(director.Page.GetByText("Вы подписали этот отчёт")).ToBeVisibleAsync(Long);

        await Expect(accountant.Link("Перейти к отправке")).ToBeVisibleAsync(Long);
        await accountant.OpenReviewAsync();
        await accountant.SendButton.ClickAsync();
        await accountant.SeeSentAsync();
        await accountant.Link("Квитанция об отправке").ClickAsync();
        await Expect(accountant.Page.GetByText("по просьбе")).ToBeVisibleAsync(Long);
        Assert.Empty(ConsoleErrors);
    }

    [Fact]
    public async Task Twenty_files_dropped_at_once_become_twenty_reports_and_two_equal_ones_are_said()
    {
        var walk = await SignedInAsync("director");
        await walk.OpenAsync($"/a/{Walk.Testovaya}/reports");
        await Expect(walk.Page.Locator("tbody tr").Or(walk.Page.GetByText("Начатых отчётов нет")).First).ToBeVisibleAsync(Long);
        var before = await walk.Page.Locator("tbody tr").CountAsync();
        await walk.OpenAsync($"/a/{Walk.Testovaya}/reports/new");
        var files = Enumerable.Range(0, 18).Select(_ => ReportFiles.Report()).ToList();
        files.AddRange([files[0], new FilePayload { Name = "broken.xml", MimeType = "text/xml", Buffer = "<x"u8.ToArray() }]);
        var input = walk.Page.Locator("input[type=file]");
        await Expect(input).ToBeAttachedAsync();

        await input.SetInputFilesAsync(files);

        await Expect(walk.Page.GetByText("Загружено: 19 из 20")).ToBeVisibleAsync(new() { Timeout = 120_000 });
        await Expect(walk.Page.GetByText("Этот файл загружен сейчас дважды")).ToHaveCountAsync(2);
        await walk.Link("К списку отчётов").ClickAsync();
        await Expect(walk.Page.Locator("tbody tr")).ToHaveCountAsync(before + 19, new() { Timeout = 30_000 });
        Assert.DoesNotContain(ConsoleErrors, error => !error.Contains("422", StringComparison.Ordinal));
    }

    private async Task<Walk> SignedInAsync(string login)
    {
        var walk = new Walk(await NewPageAsync(), stage.Portal.Address, stage.Outside);
        await walk.SignInAsync(login);
        return walk;
    }
}
