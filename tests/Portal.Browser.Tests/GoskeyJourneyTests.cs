using System.IO.Compression;
using System.Text;
using Microsoft.Playwright;
using Portal.Testing;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>A package from the press to its end: signed on the recipient's phone and verified, refused, expired, signed by somebody else; every screen looked at.</summary>
public sealed class GoskeyJourneyTests(BrowserFixture browser, PortalFixture stage) : Journey(browser), IClassFixture<PortalFixture>
{
    // 990-000-007 59 waits for a decision in the application (contract goskey A.2).
    private const string Snils = "99000000759";

    private static readonly LocatorAssertionsToBeVisibleOptions Long = new() { Timeout = 60_000 };

    [Fact]
    public async Task A_package_is_sent_signed_on_the_phone_and_every_signature_is_verified()
    {
        var (walk, look) = await SignedInAsync("accountant");
        await walk.OpenAsync("/goskey");
        await Expect(walk.Page.GetByText("Пакетов пока нет")).ToBeVisibleAsync(Long);
        await look.AtAsync("72-goskey-empty");
        await FillAsync(walk, "Договор аренды № 15", ("Договор аренды № 15.pdf", Pdf), ("Акт.xml", "<?xml version=\"1.0\"?><Акт/>"));
        await walk.PressAsync(walk.Button("Отправить на подпись"));
        await Expect(walk.Page.GetByText("Ждёт подписи", new() { Exact = true })).ToBeVisibleAsync(Long);
        await Expect(walk.Page.GetByText("осталось").First).ToBeVisibleAsync();
        await look.AtAsync("73-goskey-waiting");

        await SignOnPhoneAsync("Договор аренды № 15");
        await Expect(walk.Page.GetByText("Подпись верна").First).ToBeVisibleAsync(Long);
        await Expect(walk.Page.GetByText("Подпись верна")).ToHaveCountAsync(2);
        await look.AtAsync("74-goskey-signed");
        var download = await walk.Page.RunAndWaitForDownloadAsync(() => walk.Link("Скачать всё архивом").ClickAsync());
        await using (var archive = await ZipFile.OpenReadAsync(await download.PathAsync(), Stop))
        {
            Assert.Contains(archive.Entries, entry => entry.Name.Contains("manifest", StringComparison.Ordinal));
            Assert.Equal(4, archive.Entries.Count(entry => entry.Name.EndsWith(".sig", StringComparison.Ordinal) && !entry.Name.StartsWith("req.xml", StringComparison.Ordinal)));
        }

        await walk.OpenAsync("/goskey");
        await Expect(walk.Link("Договор аренды № 15")).ToBeVisibleAsync(Long);
        await Expect(walk.Page.GetByText("Подписан", new() { Exact = true })).ToBeVisibleAsync();
        await look.AtAsync("75-goskey-list");
        var table = await walk.Page.RunAndWaitForDownloadAsync(() => walk.Link("Выгрузить в CSV").ClickAsync());
        Assert.DoesNotContain("990-000", await File.ReadAllTextAsync(await table.PathAsync(), Stop), StringComparison.Ordinal);
        AssertGood(look);
    }

    [Fact]
    public async Task A_refusal_and_an_expiry_say_what_happened_and_go_again_as_new()
    {
        var (walk, look) = await SignedInAsync();
        await FillAsync(walk, "Заявление на отпуск", ("Заявление.txt", "Прошу предоставить отпуск"));
        await walk.PressAsync(walk.Button("Отправить на подпись"));
        await Expect(walk.Page.GetByText("Ждёт подписи", new() { Exact = true })).ToBeVisibleAsync(Long);
        await ActAsync("Заявление на отпуск", "decline");
        await Expect(walk.Page.GetByText("Получатель отказался подписывать")).ToBeVisibleAsync(Long);
        await look.AtAsync("76-goskey-refused");

        await walk.PressAsync(walk.Button("Отправить заново"));
        await Expect(walk.Button("Отправить на подпись")).ToBeVisibleAsync(Long);
        await walk.PressAsync(walk.Button("Отправить на подпись"));
        await Expect(walk.Page.GetByText("Ждёт подписи", new() { Exact = true })).ToBeVisibleAsync(Long);
        await ActAsync("Заявление на отпуск", "expire");
        await Expect(walk.Page.GetByText("Время вышло", new() { Exact = true })).ToBeVisibleAsync(Long);
        await look.AtAsync("77-goskey-expired");
        await walk.OpenAsync("/goskey?state=attention");
        await Expect(walk.Page.GetByText("Отказ", new() { Exact = true }).First).ToBeVisibleAsync(Long);
        await look.AtAsync("78-goskey-list-attention");
        AssertGood(look);
    }

    [Fact]
    public async Task A_signature_of_somebody_else_raises_its_own_alarm()
    {
        var (walk, look) = await SignedInAsync();
        await FillAsync(walk, "Согласие на обработку", ("Согласие.txt", "Согласен"));
        await walk.PressAsync(walk.Button("Отправить на подпись"));
        await Expect(walk.Page.GetByText("Ждёт подписи", new() { Exact = true })).ToBeVisibleAsync(Long);
        await ActAsync("Согласие на обработку", "sign?fault=foreign");
        await Expect(walk.Page.GetByText("Подписал другой человек")).ToBeVisibleAsync(Long);
        await look.AtAsync("79-goskey-alarm");
        AssertGood(look);
    }

    [Fact]
    public async Task A_list_of_people_gets_a_package_each_with_a_result_for_each()
    {
        var (walk, look) = await SignedInAsync();
        var page = walk.Page;
        await walk.OpenAsync("/goskey/new");
        await walk.PressAsync(walk.Link("Списку людей"));
        await page.Locator("input[type=file]").SetInputFilesAsync(Payload("люди.csv", "ФИО;СНИЛС;Почта\nПервая Анна;990-000-001 53;\nВторой Борис;990-000-002 54;\nЧетвёртый Глеб;990-000-004 56;\n"));
        await walk.PressAsync(walk.Button("Добавить в список: 3 человека"));
        await page.Locator("input[name=kind]").First.CheckAsync();
        await page.Locator("#consent").CheckAsync();
        await walk.PressAsync(walk.Button("Дальше: документы"));
        await DocumentsAsync(walk, "Инструктаж по охране труда", ("Инструкция.txt", "Будьте осторожны"));
        await walk.PressAsync(page.GetByRole(AriaRole.Button, new() { NameRegex = new("Отправить 3 пакета") }));
        await Expect(page.GetByText("по одному на человека")).ToBeVisibleAsync(Long);
        await Expect(page.GetByText("Подписан", new() { Exact = true })).ToBeVisibleAsync(Long);
        await Expect(page.GetByText("Отказ", new() { Exact = true })).ToBeVisibleAsync(Long);
        await Expect(page.GetByText("Получатель не найден", new() { Exact = true })).ToBeVisibleAsync(Long);
        await look.AtAsync("79-goskey-group");
        AssertGood(look);
    }

    private const string Pdf = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\nxref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \ntrailer<</Size 3/Root 1 0 R>>\nstartxref\n100\n%%EOF\n";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task<(Walk Walk, ScreenLook Look)> SignedInAsync(string login = "director")
    {
        var page = await NewPageAsync(1440, 900);
        var walk = new Walk(page, stage.Portal.Address, stage.Outside);
        await walk.SignInAsync(login);
        return (walk, new ScreenLook(page));
    }

    // The wizard to its last step; its own tests walk it by keyboard.
    private static async Task FillAsync(Walk walk, string title, params (string Name, string Text)[] documents)
    {
        var page = walk.Page;
        await walk.OpenAsync("/goskey/new");
        await Expect(page.Locator("#snils")).ToBeVisibleAsync(Long);
        await page.GetByLabel("Имя получателя", new() { Exact = true }).FillAsync("Петрова Анна Сергеевна");
        await page.Locator("#snils").FillAsync(Snils);
        await page.Locator("input[name=kind]").First.CheckAsync();
        await page.Locator("#consent").CheckAsync();
        await walk.PressAsync(walk.Button("Дальше: документы"));
        await DocumentsAsync(walk, title, documents);
    }

    private static async Task DocumentsAsync(Walk walk, string title, params (string Name, string Text)[] documents)
    {
        var page = walk.Page;
        await page.GetByLabel("Что увидит человек", new() { Exact = true }).FillAsync(title);
        await page.Locator("input[type=file]").SetInputFilesAsync(documents.Select(document => Payload(document.Name, document.Text)));
        await Expect(page.Locator(".files .name")).ToHaveCountAsync(documents.Length, new() { Timeout = 60_000 });
        await walk.PressAsync(walk.Button("Дальше: проверка"));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Проверка", Exact = true, Level = 1 })).ToBeVisibleAsync(Long);
    }

    private static FilePayload Payload(string name, string text) => new() { Name = name, MimeType = "application/octet-stream", Buffer = Encoding.UTF8.GetBytes(text) };

    // What the recipient does, in the application of the control room.
    private async Task SignOnPhoneAsync(string title)
    {
        await WithRecipientAsync(title);
        var phone = await NewPageAsync(1440, 900);
        await phone.GotoAsync(stage.Outside.Address.ToString());
        await phone.Locator("li", new() { HasText = title }).GetByRole(AriaRole.Button, new() { Name = "Подписать" }).ClickAsync();
        await Eventually.IsTrueAsync(async () => (await OrderAsync(title)).Status == 3, "the documents are signed", TimeSpan.FromSeconds(30), Stop);
    }

    private async Task ActAsync(string title, string what) => await stage.Outside.ActAsync((await WithRecipientAsync(title)).OrderId, what);

    private Task<ArrivedOrder> WithRecipientAsync(string title) => Eventually.GetAsync(
        async () => await OrderAsync(title) is { IsWithRecipient: true } order ? order : null, "the recipient has the documents", TimeSpan.FromSeconds(60), Stop);

    // The newest of this title.
    private async Task<ArrivedOrder> OrderAsync(string title) => (await stage.Outside.OrdersAsync()).Where(order => order.Description == title).MaxBy(order => order.OrderId)!;
}
