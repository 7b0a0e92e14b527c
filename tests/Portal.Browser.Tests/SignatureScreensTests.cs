using System.Text;
using Microsoft.Playwright;
using Portal.Features.Confirmations;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>The screens around signing and sending that <see cref="ScreensTests"/> does not pass, walked by keyboard alone.</summary>
public sealed class SignatureScreensTests(BrowserFixture browser, PortalFixture stage) : Journey(browser), IClassFixture<PortalFixture>
{
    private const string Vector = "0a000000-0000-4000-8000-000000000002";

    private static LocatorAssertionsToBeVisibleOptions Long => new() { Timeout = 60_000 };

    [Fact]
    public async Task Screens_of_a_report_that_a_colleague_signs_up_to_its_receipt()
    {
        var (director, inbox) = await SignedInAsync("director");
        await director.OpenAsync($"/a/{Walk.Testovaya}/inbox");
        await Expect(director.Page.GetByText("На подпись ничего не передано")).ToBeVisibleAsync(Long);
        await inbox.AtAsync("70-inbox-empty");

        var (accountant, look) = await SignedInAsync("accountant");
        await accountant.DropNewReportAsync(ReportFiles.Report());
        await accountant.PressAsync(accountant.Page.GetByText("Передать на подпись").First);
        await Expect(accountant.Page.GetByLabel("Что сказать коллеге")).ToBeVisibleAsync();
        await look.AtAsync("71-hand-over");
        await accountant.PressAsync(accountant.Button("Передать на подпись"));
        await Expect(accountant.Page.GetByText("отчёт вернётся к вам")).ToBeVisibleAsync(Long);
        await look.AtAsync("72-handed-over");

        await Expect(director.Page.Locator("a.row-link")).ToBeVisibleAsync(Long);
        await inbox.AtAsync("73-inbox");
        await director.PressAsync(director.Page.Locator("a.row-link"));
        await Expect(director.Button("Подписать")).ToBeVisibleAsync(Long);
        await inbox.AtAsync("74-request");
        await director.PressAsync(director.Button("Подписать"));
        await Expect(director.CodeField).ToBeFocusedAsync(new() { Timeout = 60_000 });
        await director.Page.Keyboard.TypeAsync(await director.CodeAsync("director"));
        await Expect(director.Page.GetByText("Вы подписали этот отчёт")).ToBeVisibleAsync(Long);
        await inbox.AtAsync("75-request-signed");

        await Expect(accountant.Link("Перейти к отправке")).ToBeVisibleAsync(Long);
        await accountant.PressAsync(accountant.Link("Перейти к отправке"));
        await accountant.PressAsync(accountant.SendButton);
        await accountant.SeeSentAsync();
        await accountant.PressAsync(accountant.Link("Квитанция об отправке"));
        await Expect(accountant.Page.GetByText("по просьбе")).ToBeVisibleAsync(Long);
        await look.AtAsync("76-receipt");
        Assert.Empty(inbox.Problems);
        AssertGood(look);
    }

    [Fact]
    public async Task Screens_of_a_signature_confirmed_in_MyDSS()
    {
        var (walk, look) = await SignedInAsync("mydss");
        await walk.OpenAsync($"/a/{Vector}/reports/new");
        await walk.DropAsync(OfVector());
        await walk.PressAsync(walk.Button("Проверить отчёт"));
        await Expect(walk.Button("Подписать отчёт")).ToBeVisibleAsync(Long);
        await walk.PressAsync(walk.Page.GetByText("Приложить подпись, сделанную в другой программе"));
        await look.AtAsync("77-signature-file");

        await walk.PressAsync(walk.Button("Подписать отчёт"));
        await Expect(walk.Page.GetByText("Подтвердите подписание на телефоне")).ToBeVisibleAsync(Long);
        await look.AtAsync("78-mydss");
        await OnPhoneAsync("decline");
        await Expect(walk.Page.GetByText("Вы отклонили подписание в приложении")).ToBeVisibleAsync(Long);
        await look.AtAsync("79-mydss-declined");
        await walk.PressAsync(walk.Button("Отправить запрос ещё раз"));
        await Expect(walk.Page.GetByText("Подтвердите подписание на телефоне")).ToBeVisibleAsync(Long);
        await OnPhoneAsync("approve");

        await Expect(walk.Link("Перейти к отправке")).ToBeVisibleAsync(Long);
        await Expect(walk.Page.GetByText("Подпись верна").First).ToBeVisibleAsync(Long);
        await look.AtAsync("80-signatures");
        await walk.OpenAsync($"/a/{Vector}/reports");
        await Expect(walk.Page.GetByLabel("Выбрать все отчёты на странице")).ToBeVisibleAsync(Long);
        await walk.ReachAsync(walk.Page.GetByLabel("Выбрать все отчёты на странице"));
        await walk.Page.Keyboard.PressAsync("Space");
        await Expect(walk.Page.GetByText("Выбрано: 1")).ToBeVisibleAsync(Long);
        await look.AtAsync("81-bulk-bar");
        await walk.PressAsync(walk.Page.Locator("a", new() { HasText = "Отправить" }));
        await Expect(walk.Button("Отправить 1 отчёт")).ToBeVisibleAsync(Long);
        await look.AtAsync("82-bulk-review");
        await walk.PressAsync(walk.Button("Отправить 1 отчёт"));
        await Expect(walk.Page.GetByText("Отправлять больше нечего").Or(walk.Page.GetByText("Второй раз ничего не уйдёт")).First).ToBeVisibleAsync(Long);
        await look.AtAsync("83-bulk-sent");
        AssertGood(look);
    }

    [Fact]
    public async Task Screens_of_operations_that_got_stuck()
    {
        var (admin, look) = await SignedInAsync("admin1");
        await admin.OpenAsync("/admin/stuck");
        await Expect(admin.Page.GetByText("Ничего не застряло")).ToBeVisibleAsync(Long);
        await look.AtAsync("84-stuck-nothing");

        var (walk, _) = await SignedInAsync("director");
        await walk.DropNewReportAsync(ReportFiles.Report());
        await stage.Outside.FaultAsync("/drafts/[^/]+/tasks/", "GET", status: 500, times: 100_000);
        await walk.Button("Проверить отчёт").ClickAsync();
        try
        {
            await Expect(walk.Page.GetByText("Контур не отвечает")).ToBeVisibleAsync(Long);
            await admin.PressAsync(admin.Button("Обновить"));
            await Expect(admin.Page.GetByText("Контур не отвечает")).ToBeVisibleAsync(Long);
            await look.AtAsync("85-stuck");
        }
        finally
        {
            await stage.Outside.NoFaultsAsync();
        }

        await Expect(walk.Button("Подписать отчёт")).ToBeVisibleAsync(Long);
        AssertGood(look);
    }

    private async Task OnPhoneAsync(string answer)
    {
        var waiting = await stage.Portal.Get<ListWaiting>().RunAsync(await stage.Portal.ActorAsync("mydss"), TestContext.Current.CancellationToken);
        await stage.Outside.AnswerMyDssAsync(Assert.Single(waiting).KonturTaskId!, answer);
    }

    private static FilePayload OfVector()
    {
        var report = ReportFiles.Report();
        return new FilePayload { Name = Own(report.Name), MimeType = report.MimeType, Buffer = Encoding.Latin1.GetBytes(Own(Encoding.Latin1.GetString(report.Buffer))) };

        static string Own(string text) => text.Replace("6676130154", "7709123453", StringComparison.Ordinal).Replace("667601001", "770901001", StringComparison.Ordinal);
    }

    private async Task<(Walk Walk, ScreenLook Look)> SignedInAsync(string login)
    {
        var page = await NewPageAsync(1440, 900);
        var walk = new Walk(page, stage.Portal.Address, stage.Outside);
        await walk.SignInAsync(login);
        return (walk, new ScreenLook(page));
    }
}
