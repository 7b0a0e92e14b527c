using System.Diagnostics;
using Microsoft.Playwright;
using Portal.Testing;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>Administrators open and close links while their people look on.</summary>
public sealed class LinksTests(BrowserFixture browser, ApprovalPortalFixture stage) : Journey(browser), IClassFixture<ApprovalPortalFixture>
{
    private static readonly TimeSpan Promise = TimeSpan.FromSeconds(5);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_block_closes_every_open_page_within_five_seconds_and_no_request_leaves_afterwards()
    {
        var (admin, person) = (await WalkAsync(), await WalkAsync());
        await admin.SignInAsync("admin1");
        await person.SignInAsync("accountant");
        var tab = await person.Page.Context.NewPageAsync();
        await tab.GotoAsync(new Uri(stage.Portal.Address, $"/a/{Walk.Testovaya}/docflows").ToString());
        await Expect(tab.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();

        // Work that goes on by itself: Kontur is checking a report, and every question about it has to be repeated.
        await person.DropNewReportAsync(ReportFiles.Report());
        await stage.Outside.FaultAsync("/drafts/[^/]+/tasks/", "GET", status: 503, times: 1000);
        await person.Button("Проверить отчёт").ClickAsync();
        await Eventually.IsTrueAsync(async () => (await stage.Outside.RequestsAsync("/tasks/")).Count > 1, "Kontur is asked again and again", TimeSpan.FromSeconds(30), Stop);
        await OpenLinkAsync(admin, "Петрова");

        await ActAsync(admin, "Заблокировать", "Уволилась", press: false);
        var watch = Stopwatch.StartNew();
        await admin.Page.Keyboard.PressAsync("Enter");
        await Task.WhenAll(BlockedAsync(person.Page), BlockedAsync(tab));
        Assert.True(watch.Elapsed < Promise, $"closed after {watch.Elapsed}");

        await Expect(admin.Page.GetByText("Заблокирована").First).ToBeVisibleAsync();
        var last = (await stage.Outside.RequestsAsync(""))[^1].Id;
        await person.OpenAsync($"/a/{Walk.Testovaya}/reports");
        await BlockedAsync(person.Page);
        await Task.Delay(TimeSpan.FromSeconds(6), Stop);
        Assert.DoesNotContain(await stage.Outside.RequestsAsync(""), line => line.Id > last && line.Vendor is "extern" or "kontur-auth");
        Assert.Empty(ConsoleErrors);
    }

    [Fact]
    public async Task Approve_block_unblock_unlink_each_reach_the_open_page_of_the_person()
    {
        var (admin, person) = (await WalkAsync(), await WalkAsync());
        await person.SignInAsync("newcomer");
        await person.Button("Связать").ClickAsync();
        await Expect(person.Page.GetByRole(AriaRole.Heading, new() { Name = "Ждём администратора" })).ToBeVisibleAsync();

        await admin.SignInAsync("admin1");
        await admin.OpenAsync("/admin/links?state=awaiting");
        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "Новикова Мария Павловна" }).ClickAsync();
        await ActAsync(admin, "Одобрить", null);
        await WorkingAsync(person.Page);

        await ActAsync(admin, "Заблокировать", "Проверяем полномочия");
        await BlockedAsync(person.Page);

        await ActAsync(admin, "Разблокировать", null);
        await WorkingAsync(person.Page);

        await ActAsync(admin, "Снять связь", "Ошибка в реестре");
        await Expect(admin.Page.GetByText("Письмо в поддержку Контура")).ToBeVisibleAsync();
        await Expect(person.Page.GetByRole(AriaRole.Heading, new() { Name = "Проверьте, это вы?" })).ToBeVisibleAsync(new() { Timeout = 15_000 });
        foreach (var entry in new[] { "Снята", "Разблокирована", "Проверяем полномочия", "Одобрена", "Контур принял связь", "Человек попросил связать" })
        {
            await Expect(admin.Page.GetByText(entry).First).ToBeVisibleAsync();
        }

        Assert.Empty(ConsoleErrors);
    }

    private static async Task OpenLinkAsync(Walk admin, string name)
    {
        await admin.OpenAsync($"/admin/links?q={name}");
        await admin.Page.Locator("a.row-link").First.ClickAsync();
        await Expect(admin.Page.GetByRole(AriaRole.Heading, new() { Name = "История" })).ToBeVisibleAsync();
    }

    // The button of the dialog is focused by Tab, so that the last key can be pressed without looking for it.
    private static async Task ActAsync(Walk admin, string verb, string? reason, bool press = true)
    {
        await admin.Button(verb).ClickAsync();
        var dialog = admin.Page.GetByRole(AriaRole.Dialog);
        if (reason is not null)
        {
            await dialog.Locator("textarea").FillAsync(reason);
        }

        // The dialog takes the focus when it opens: before that it would take it away again.
        await Expect(dialog.Locator(":focus")).ToHaveCountAsync(1);
        var button = dialog.GetByRole(AriaRole.Button, new() { Name = verb, Exact = true });
        await button.FocusAsync();
        await Expect(button).ToBeFocusedAsync();
        if (press)
        {
            await admin.Page.Keyboard.PressAsync("Enter");
            await Expect(dialog).ToBeHiddenAsync();
        }
    }

    // The sections are there for whoever may act.
    private static Task WorkingAsync(IPage page) =>
        Expect(page.GetByRole(AriaRole.Link, new() { Name = "Организации", Exact = true }).First).ToBeVisibleAsync(new() { Timeout = 15_000 });

    private static Task BlockedAsync(IPage page) =>
        Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Доступ закрыт администратором" })).ToBeVisibleAsync(new() { Timeout = 15_000 });

    private async Task<Walk> WalkAsync() => new(await NewPageAsync(), stage.Portal.Address, stage.Outside);
}
