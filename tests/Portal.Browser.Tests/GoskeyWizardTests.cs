using System.Text;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>The first three steps of a Goskey package: by the keyboard alone, and every screen looked at.</summary>
public sealed class GoskeyWizardTests(BrowserFixture browser, PortalFixture stage) : Journey(browser), IClassFixture<PortalFixture>
{
    private const string Pdf = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\nxref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \ntrailer<</Size 3/Root 1 0 R>>\nstartxref\n100\n%%EOF\n";

    private static LocatorAssertionsToBeVisibleOptions Long => new() { Timeout = 30_000 };

    [Fact]
    public async Task A_package_for_one_person_by_keyboard()
    {
        var (walk, look) = await OpenAsync("director");
        var page = walk.Page;
        await walk.OpenAsync("/goskey/new");
        await Expect(Heading(page, "Кто подписывает")).ToBeVisibleAsync(Long);
        await look.AtAsync("60-goskey-recipient-empty");

        await walk.PressAsync(walk.Button("Дальше: документы"));
        await Expect(page.GetByText("Выберите, какой подписью подписать")).ToBeVisibleAsync();
        await look.AtAsync("61-goskey-recipient-errors");
        await TypeAsync(walk, "Имя получателя", "Петров Пётр Петрович");
        await TypeAsync(walk, "СНИЛС", "11223344596");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByText("контрольное число")).ToBeVisibleAsync();
        await page.Locator("#snils").FillAsync("");
        await TypeAsync(walk, "СНИЛС", "11223344595");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator("#snils")).ToHaveValueAsync("112-233-445 95");
        await ToggleAsync(walk, page.Locator("input[name=kind]").First);
        await ToggleAsync(walk, page.Locator("#consent"));
        await ToggleAsync(walk, page.Locator("#remember"));
        await look.AtAsync("62-goskey-recipient-filled");
        await walk.PressAsync(walk.Button("Дальше: документы"));

        await Expect(Heading(page, "Документы")).ToBeVisibleAsync(Long);
        await look.AtAsync("63-goskey-documents-empty");
        await TypeAsync(walk, "Что увидит человек", "Договор аренды № 15 и акт к нему");
        await page.Locator("input[type=file]").SetInputFilesAsync(
        [
            File("Договор аренды № 15 от 20.11.2026.pdf", Pdf), File("Акт приёма-передачи помещения.xml", "<?xml version=\"1.0\"?><a/>"), File("Опись.txt", "Опись приложений"),
            File("Снимок.pdf", "GIF89a"), File("Второй Договор.pdf", Pdf),
        ]);
        await Expect(page.GetByText("Внутри не PDF, а GIF")).ToBeVisibleAsync(Long);
        await Expect(page.GetByText("такой же файл уже есть в пакете").First).ToBeVisibleAsync(Long);
        await look.AtAsync("64-goskey-documents");

        await walk.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Выше: Опись.txt" }));
        await Expect(page.Locator(".files .name").Nth(1)).ToHaveTextAsync("Опись.txt");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Выше: Опись.txt" })).ToBeFocusedAsync();
        await walk.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Изменить: Опись.txt" }));
        await TypeAsync(walk, "Описание, если нужно", "Перечень приложений к договору");
        await look.AtAsync("65-goskey-document-edited");
        await walk.PressAsync(walk.Button("Сохранить"));
        await Expect(page.GetByText("Перечень приложений к договору")).ToBeVisibleAsync();
        await walk.PressAsync(walk.Button("Дальше: проверка"));

        await Expect(Heading(page, "Проверка")).ToBeVisibleAsync(Long);
        await Expect(walk.Button("Отправить на подпись")).ToBeVisibleAsync();
        await look.AtAsync("66-goskey-review");

        await walk.OpenAsync("/goskey/new");
        await Expect(page.GetByText("Запомненные получатели")).ToBeVisibleAsync(Long);
        await walk.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Выбрать: Петров Пётр Петрович" }));
        await Expect(page.Locator("#name")).ToHaveValueAsync("Петров Пётр Петрович");
        await look.AtAsync("67-goskey-recipient-remembered");
        
        // The browser notes each refused upload; nothing else.
        Assert.All(ConsoleErrors, error => Assert.Contains("422", error, StringComparison.Ordinal));
        Assert.True(look.Problems.Count == 0, string.Join(Environment.NewLine, look.Problems));
        Assert.Empty(ForeignRequests);
    }

    [Fact]
    public async Task A_package_for_a_list_and_what_keeps_it_from_being_sent()
    {
        var (walk, look) = await OpenAsync("accountant");
        var page = walk.Page;
        await walk.OpenAsync("/goskey/new");
        await Expect(Heading(page, "Кто подписывает")).ToBeVisibleAsync(Long);
        await walk.PressAsync(walk.Link("Списку людей"));
        await Expect(page.GetByText("Каждый получит свой пакет")).ToBeVisibleAsync();
        await page.Locator("input[type=file]").SetInputFilesAsync(File("водители.csv", Drivers()));
        await Expect(page.GetByText("Строк с ошибками: 3")).ToBeVisibleAsync(Long);
        await look.AtAsync("68-goskey-list-read");
        await walk.PressAsync(walk.Button("Добавить в список: 24 человека"));
        await Expect(page.GetByText("В списке 24 человека")).ToBeVisibleAsync(Long);
        await ToggleAsync(walk, page.Locator("input[name=kind]").First);
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(page.Locator("input[name=kind]").Nth(1)).ToBeCheckedAsync();
        await ToggleAsync(walk, page.Locator("#consent"));
        await look.AtAsync("69-goskey-list");
        await walk.PressAsync(walk.Button("Дальше: документы"));
        await Expect(Heading(page, "Документы")).ToBeVisibleAsync(Long);
        await walk.OpenAsync(new Uri(page.Url).AbsolutePath.Replace("/documents", "/review", StringComparison.Ordinal));
        await Expect(page.GetByText("Отправить пока нельзя")).ToBeVisibleAsync(Long);
        await look.AtAsync("70-goskey-review-concerns");
        AssertGood(look);
    }

    [Fact]
    public async Task Who_may_send_from_nothing_sees_what_to_ask_for()
    {
        var (walk, look) = await OpenAsync("mydss");
        await walk.OpenAsync("/goskey/new");
        await Expect(walk.Page.GetByText("Вам пока не от кого отправлять")).ToBeVisibleAsync(Long);
        await look.AtAsync("71-goskey-no-sender");
        AssertGood(look);
    }

    private static string Drivers() => "ФИО;СНИЛС;Почта\n" + string.Join('\n', Enumerable.Range(1, 24).Select(number =>
        $"Водителев {number} Иванович;000-000-{number:000} 00;{(number % 3 == 0 ? $"driver{number}@example.ru" : "")}")) + "\nОшибкин Олег;112-233-445 96;\nБезномеров Борис;;\nПовторный Павел;000-000-001 00;\n";

    private static FilePayload File(string name, string text) => new() { Name = name, MimeType = "application/octet-stream", Buffer = Encoding.UTF8.GetBytes(text) };

    private static ILocator Heading(IPage page, string name) => page.GetByRole(AriaRole.Heading, new() { Name = name, Exact = true, Level = 1 });

    private static async Task TypeAsync(Walk walk, string label, string text)
    {
        await walk.ReachAsync(walk.Page.GetByLabel(label, new() { Exact = true }));
        await walk.Page.Keyboard.TypeAsync(text);
        await Expect(walk.Page.GetByLabel(label, new() { Exact = true })).ToHaveValueAsync(text);
    }

    private static async Task ToggleAsync(Walk walk, ILocator box)
    {
        await walk.ReachAsync(box);
        await walk.Page.Keyboard.PressAsync("Space");
        await Expect(box).ToBeCheckedAsync();
    }

    private async Task<(Walk Walk, ScreenLook Look)> OpenAsync(string login)
    {
        var page = await NewPageAsync(1440, 900);
        var walk = new Walk(page, stage.Portal.Address, stage.Outside);
        await walk.SignInAsync(login);
        return (walk, new ScreenLook(page));
    }
}
