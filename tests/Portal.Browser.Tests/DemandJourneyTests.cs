using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>A demand arrives: it is decrypted in a queue, acknowledged, refused with its reasons or accepted and answered, by keyboard alone, and every screen looked at.</summary>
public sealed class DemandJourneyTests(BrowserFixture browser, PortalFixture stage) : Journey(browser), IClassFixture<PortalFixture>
{
    private const string Director = "director";
    private static readonly LocatorAssertionsToBeVisibleOptions Long = new() { Timeout = 45_000 };

    [Fact]
    public async Task A_demand_with_a_flaw_is_decrypted_in_a_queue_and_refused_for_what_the_service_found()
    {
        var (walk, look) = await OpenDemandAsync("&knd=1165050&flaw=0400100005", "Требование о пояснениях");
        await walk.PressAsync(walk.Button("Расшифровать все: 2"));
        await Expect(walk.Button("Начать расшифровку")).ToBeVisibleAsync(Long);
        await look.AtAsync("80-decrypt-queue");
        await walk.PressAsync(walk.Button("Начать расшифровку"));
        await EnterCodeAsync(walk);
        await Expect(walk.Page.GetByText("1 из 2")).ToBeVisibleAsync(Long);
        await EnterCodeAsync(walk);
        await Expect(walk.Page.GetByText("Всё расшифровано")).ToBeVisibleAsync(Long);
        await look.AtAsync("81-decrypt-queue-done");
        await walk.PressAsync(walk.Page.GetByRole(AriaRole.Link, new() { Name = "Документооборот" }));

        await walk.PressAsync(walk.Page.GetByRole(AriaRole.Button, new() { Name = "Посмотреть ответ" }));
        var dialog = walk.Page.GetByRole(AriaRole.Dialog);
        await Expect(dialog.Locator(".pages canvas").First).ToBeVisibleAsync(Long);
        await look.AtAsync("82-reply-preview");
        await walk.PressAsync(dialog.GetByRole(AriaRole.Button, new() { Name = "Отправить извещение" }));
        await Expect(walk.Page.GetByRole(AriaRole.Button, new() { Name = "Принять требование" })).ToBeVisibleAsync(Long);
        await look.AtAsync("83-demand-to-decide");

        await walk.PressAsync(walk.Page.GetByRole(AriaRole.Button, new() { Name = "Отказать в приёме" }));
        await Expect(dialog.GetByText("Проверка Контура нашла причины")).ToBeVisibleAsync(Long);
        var reason = dialog.GetByLabel("ИНН и КПП в требовании не принадлежат");
        await Expect(reason).ToBeCheckedAsync();
        await walk.ReachAsync(reason);
        await walk.Page.Keyboard.PressAsync("Space");
        await walk.PressAsync(dialog.GetByRole(AriaRole.Button, new() { Name = "Отказать", Exact = true }));
        await Expect(dialog.GetByText("Отметьте хотя бы одну причину")).ToBeVisibleAsync();
        await look.AtAsync("84-refuse-dialog");
        await reason.FocusAsync();
        await walk.Page.Keyboard.PressAsync("Space");
        await walk.PressAsync(dialog.GetByRole(AriaRole.Button, new() { Name = "Отказать", Exact = true }));
        await Expect(walk.CodeField).ToBeFocusedAsync(new() { Timeout = 45_000 });
        await look.AtAsync("85-refusal-code");
        await EnterCodeAsync(walk);
        await Expect(walk.Page.GetByText("Вы отказали в приёме", new() { Exact = true })).ToBeVisibleAsync(Long);
        await look.AtAsync("86-demand-refused");
        AssertGood(look);
    }

    [Fact]
    public async Task A_demand_that_is_accepted_goes_on_to_await_its_documents()
    {
        var (walk, look) = await OpenDemandAsync("&knd=1152006", "Уведомление о вызове");
        await walk.PressAsync(walk.Page.GetByRole(AriaRole.Button, new() { Name = "Отправить извещение" }));
        await walk.PressAsync(walk.Page.GetByRole(AriaRole.Button, new() { Name = "Принять требование" }));
        await EnterCodeAsync(walk);
        await Expect(walk.Page.GetByText("Ждёт документов", new() { Exact = true })).ToBeVisibleAsync(Long);
        await Expect(walk.Link("Подготовить ответ")).ToBeVisibleAsync(Long);
        await look.AtAsync("87-demand-accepted");
        await AnswerAsync(walk, look);
        await walk.OpenAsync($"/a/{Walk.Testovaya}/docflows?kind=demand");
        await Expect(walk.Page.GetByText("ждёт документов до").First).ToBeVisibleAsync(Long);
        await walk.Page.GetByLabel("Название отбора").FillAsync("Требования");
        await walk.PressAsync(walk.Button("Сохранить отбор"));
        await Expect(walk.Link("Требования").First).ToBeVisibleAsync(Long);
        await look.AtAsync("88-docflows-saved-filter");
        await walk.OpenAsync("/attention");
        await Expect(walk.Page.GetByText("Ждёт документов", new() { Exact = true }).First).ToBeVisibleAsync(Long);
        await look.AtAsync("89-attention-with-due");
        AssertGood(look);
    }

    [Fact]
    public async Task Receipts_of_many_documents_go_out_at_once_and_documents_of_many_are_downloaded()
    {
        var (walk, look) = await SignedInAsync();
        foreach (var kind in new[] { "fns534-cu-letter", "stat-cu-letter", "fns534-demand" })
        {
            await stage.Outside.IncomingAsync(Walk.Testovaya, kind);
        }

        await walk.OpenAsync($"/a/{Walk.Testovaya}/docflows");
        await Expect(walk.Page.GetByText("Письмо из Росстата").First).ToBeVisibleAsync(Long);
        await walk.Page.GetByLabel("Выбрать: Письмо из Росстата").First.CheckAsync();
        await walk.Page.GetByLabel("Выбрать: Письмо из налоговой").First.CheckAsync();
        await look.AtAsync("90-docflows-chosen");
        var download = await walk.Page.RunAndWaitForDownloadAsync(() => walk.Link("Скачать документы с подписями").ClickAsync());
        Assert.EndsWith(".zip", download.SuggestedFilename, StringComparison.Ordinal);

        await walk.PressAsync(walk.Page.GetByRole(AriaRole.Link, new() { Name = "Отправить извещения" }));
        await Expect(walk.Page.GetByText("Подписываются сразу, без кода")).ToBeVisibleAsync(Long);
        await look.AtAsync("91-receipts");
        await walk.PressAsync(walk.Page.GetByRole(AriaRole.Button, new() { Name = "Отправить" }));
        await Expect(walk.Page.GetByText("Извещений никто не ждёт")).ToBeVisibleAsync(new() { Timeout = 90_000 });
        await look.AtAsync("92-receipts-sent");
        AssertGood(look);
    }

    [Fact]
    public async Task Every_receipt_of_a_sent_report_ends_it()
    {
        var (walk, look) = await SignedInAsync();
        await walk.ReachReviewAsync(Director);
        await walk.SendButton.ClickAsync();
        await walk.SeeSentAsync();
        await Expect(walk.Page.GetByText("Инспекция приняла отчёт и внесла данные в свою базу")).ToBeVisibleAsync(new() { Timeout = 90_000 });
        await look.AtAsync("93-report-to-acknowledge");
        var give = walk.Page.GetByRole(AriaRole.Button, new() { Name = "Отправить извещение" });
        await Expect(give).ToHaveCountAsync(3);
        for (var left = 2; left >= 0; left--)
        {
            await walk.PressAsync(give.First);
            await Expect(give).ToHaveCountAsync(left, new() { Timeout = 45_000 });
        }

        await Expect(walk.Page.GetByText("Отчёт принят, обмен с инспекцией завершён.")).ToBeVisibleAsync(Long);
        await look.AtAsync("94-report-finished");
        AssertGood(look);
    }

    [Fact]
    public async Task An_administrator_puts_another_calendar_in_its_place()
    {
        var page = await NewPageAsync();
        var (walk, look) = (new Walk(page, stage.Portal.Address, stage.Outside), new ScreenLook(page));
        await walk.SignInAsync("admin1");
        await walk.OpenAsync("/admin/calendars");
        await Expect(page.GetByText("Входит в портал").First).ToBeVisibleAsync(Long);
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "2027.json", MimeType = "application/json", Buffer = "{\"year\": 2027, \"months\": []}"u8.ToArray() });
        await Expect(page.GetByText("двенадцать месяцев").First).ToBeVisibleAsync(Long);
        await look.AtAsync("95-calendar-refused");
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "2028.json", MimeType = "application/json", Buffer = Calendar(2028) });
        await Expect(page.GetByText("Загрузил администратор")).ToBeVisibleAsync(Long);
        await look.AtAsync("96-calendars");
        await walk.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Вернуть прежний" }));
        await Expect(page.GetByText("Загрузил администратор")).ToBeHiddenAsync();
        Assert.Empty(look.Problems);
        Assert.All(ConsoleErrors, error => Assert.Contains("422", error, StringComparison.Ordinal));
    }

    // The documents are gathered, an item is typed wrongly and mended, and the inventory is built.
    private static async Task AnswerAsync(Walk walk, ScreenLook look)
    {
        await walk.PressAsync(walk.Link("Подготовить ответ"));
        await Expect(walk.Page.GetByText("Выбрать файл")).ToBeVisibleAsync(Long);
        await look.AtAsync("87-inventory-empty");
        await walk.Page.Locator("input[type=file]").SetInputFilesAsync([Scan("Счёт 17.pdf"), Scan("Договор поставки.pdf")]);
        await Expect(walk.Page.GetByLabel("Пункт для файла Договор поставки.pdf")).ToBeVisibleAsync(Long);
        await walk.Page.GetByLabel("Пункт для файла Договор поставки.pdf").FillAsync("2");
        await walk.Page.Keyboard.PressAsync("Tab");
        await Expect(walk.Page.GetByText("Нужно так: 1.01")).ToBeVisibleAsync();
        await look.AtAsync("87-inventory-files");
        await walk.Page.GetByLabel("Пункт для файла Договор поставки.pdf").FillAsync("1.02");
        await walk.Page.Keyboard.PressAsync("Tab");
        await Expect(walk.Page.GetByText("Нужно так: 1.01")).ToBeHiddenAsync();
        await walk.PressAsync(walk.Button("Составить опись"));
        await Expect(walk.Button("Проверить ответ").Or(walk.Button("Проверить отчёт"))).ToBeVisibleAsync(Long);
        await look.AtAsync("87-inventory-built");
    }

    private static FilePayload Scan(string name) => new() { Name = name, MimeType = "application/pdf", Buffer = System.Text.Encoding.UTF8.GetBytes($"%PDF-1.4 {name}\n%%EOF") };

    private static byte[] Calendar(int year) => System.Text.Encoding.UTF8.GetBytes($$"""{"year": {{year}}, "months": [{{string.Join(", ", Enumerable.Range(1, 12).Select(month =>
        $$"""{"month": {{month}}, "days": "{{string.Join(',', Enumerable.Range(1, DateTime.DaysInMonth(year, month)).Where(day => new DateOnly(year, month, day).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday))}}"}"""))}}]}""");

    private static async Task EnterCodeAsync(Walk walk)
    {
        await Expect(walk.CodeField).ToBeFocusedAsync(new() { Timeout = 45_000 });
        await walk.Page.Keyboard.TypeAsync(await walk.CodeAsync(Director));
    }

    private async Task<(Walk Walk, ScreenLook Look)> SignedInAsync()
    {
        var page = await NewPageAsync();
        var walk = new Walk(page, stage.Portal.Address, stage.Outside);
        await walk.SignInAsync(Director);
        return (walk, new ScreenLook(page));
    }

    private async Task<(Walk Walk, ScreenLook Look)> OpenDemandAsync(string what, string form)
    {
        await stage.Outside.IncomingAsync(Walk.Testovaya, "fns534-demand" + what);
        var (walk, look) = await SignedInAsync();
        await walk.OpenAsync($"/a/{Walk.Testovaya}/docflows?kind=demand&unread=1");
        await walk.Page.Locator("a.row-link", new() { HasText = form }).ClickAsync(new() { Timeout = 45_000 });
        await Expect(walk.Page.GetByText("Принять или отказать до")).ToBeVisibleAsync(Long);
        return (walk, look);
    }
}
