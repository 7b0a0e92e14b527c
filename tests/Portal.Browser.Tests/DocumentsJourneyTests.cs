using System.Text;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>Files of a report by keyboard, the print form in the page, and the places that a protocol names.</summary>
public sealed class DocumentsJourneyTests(BrowserFixture browser, PortalFixture stage) : Journey(browser), IClassFixture<PortalFixture>
{
    private static readonly LocatorAssertionsToBeVisibleOptions Long = new() { Timeout = 30_000 };

    [Fact]
    public async Task Attachments_are_added_put_in_order_and_removed_and_the_print_form_is_shown()
    {
        var page = await NewPageAsync();
        var (walk, look) = (new Walk(page, stage.Portal.Address, stage.Outside), new ScreenLook(page));
        await walk.SignInAsync("director");
        await walk.DropNewReportAsync(ReportFiles.Report());

        await page.GetByText("Добавить доверенность или приложения").ClickAsync();
        await page.Locator("details.add input[type=file]").SetInputFilesAsync([Attachment("Пояснения.pdf"), Attachment("Расчёт.pdf"), Attachment("Письмо.exe")]);
        await Expect(page.GetByText("Файл «Письмо.exe» не подходит.", new() { Exact = false }).First).ToBeVisibleAsync(Long);
        await Expect(page.Locator(".files .name")).ToHaveCountAsync(3, new() { Timeout = 30_000 });
        await look.AtAsync("report-files");

        await walk.PressAsync(walk.Button("Ниже: Пояснения.pdf"));
        await Expect(page.Locator(".files .name").Nth(2)).ToHaveTextAsync("Пояснения.pdf");
        await Expect(walk.Button("Выше: Пояснения.pdf")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".files .name").Nth(1)).ToHaveTextAsync("Пояснения.pdf");
        await walk.PressAsync(walk.Button("Убрать Расчёт.pdf"));
        await Expect(page.Locator(".files .name")).ToHaveCountAsync(2);

        await walk.PressAsync(walk.Button("Заменить Пояснения.pdf"));
        await page.Locator(".replace input[type=file]").SetInputFilesAsync(Attachment("Новые пояснения.pdf"));
        await Expect(page.Locator(".files .name").Nth(1)).ToHaveTextAsync("Новые пояснения.pdf", new() { Timeout = 30_000 });

        await walk.CheckAsync();
        await page.Locator("button[aria-label^='Печатная форма']").First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Страница 1 из" })).ToBeVisibleAsync(Long);
        await Expect(page.Locator(".pages canvas").First).ToBeVisibleAsync(Long);
        Assert.True(await page.EvaluateAsync<int>(
            """
            () => { const c = document.querySelector('.pages canvas'); const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
                    let dark = 0; for (let i = 0; i < d.length; i += 4) if (d[i + 3] > 0 && d[i] < 128) dark++; return dark; }
            """) > 500);
        Assert.Contains("КНД", await page.Locator(".pages .text").First.InnerTextAsync(), StringComparison.Ordinal);
        await walk.Button("Крупнее").ClickAsync();
        await walk.Button("Мельче").ClickAsync();
        await look.AtAsync("report-print-form");
        AssertGood(look);
    }

    [Fact]
    public async Task The_protocol_shows_the_place_in_the_file()
    {
        var page = await NewPageAsync();
        var (walk, look) = (new Walk(page, stage.Portal.Address, stage.Outside), new ScreenLook(page));
        await walk.SignInAsync("director");
        await walk.DropNewReportAsync(ReportFiles.ReportWithErrors());
        await walk.Button("Проверить отчёт").ClickAsync();
        await Expect(page.GetByText("С ошибками отчёт не примут", new() { Exact = false })).ToBeVisibleAsync(Long);

        await page.GetByText("Файл/Документ/НомКорр").ClickAsync();
        await Expect(page.Locator("pre mark").First).ToHaveTextAsync("НомКорр=\"\"");
        await look.AtAsync("report-protocol");
        AssertGood(look);
    }

    private static FilePayload Attachment(string name) => new() { Name = name, MimeType = "application/pdf", Buffer = Encoding.UTF8.GetBytes("%PDF-1.7 " + name) };
}
