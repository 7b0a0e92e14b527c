using System.Text;
using Microsoft.Playwright;
using Portal.Testing;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>Whatever the portal writes of a whole journey of Goskey at its most talkative names no person's number, key, token, signature, address or document.</summary>
public sealed class GoskeyLogTests(BrowserFixture browser) : Journey(browser)
{
    private const string Snils = "990-000-007 59";
    private const string WrongSnils = "112-233-445 96";
    private const string Email = "goskey.recipient@example.ru";
    private const string Words = "Совершенно тайные условия этого договора";
    private const string EnglishWords = "entirely secret terms of this agreement";
    private const string Title = "Договор аренды № 15";
    private static readonly LocatorAssertionsToBeVisibleOptions Long = new() { Timeout = 90_000 };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_whole_journey_of_a_package_logged_in_full_holds_no_secret()
    {
        Assert.SkipWhen(SmtpServer.Missing is not null, SmtpServer.Missing ?? "");
        await using var mail = await SmtpServer.StartAsync();
        await using var stage = new ProcessesFixture { Settings = Talkative(mail.Port) };
        await stage.InitializeAsync();
        await CheckProfileAsync(stage);

        var page = await NewPageAsync();
        var walk = new Walk(page, stage.Portal.Address, stage.Outside);
        await walk.SignInAsync("director");
        await FillAsync(walk, Title, WrongSnils, "Договор.txt", $"{Words}, {EnglishWords}");
        await walk.PressAsync(walk.Button("Отправить на подпись"));
        await Expect(page.GetByText("Ждёт подписи", new() { Exact = true })).ToBeVisibleAsync(Long);
        await Eventually.IsTrueAsync(() => mail.Letters.Any(letter => letter.Recipient == Email), "the recipient is reminded", TimeSpan.FromSeconds(150), Stop);
        await stage.Outside.EndTokensAsync();
        await ActAsync(stage, Title, "sign");
        await Expect(page.GetByText("Подпись верна").First).ToBeVisibleAsync(Long);
        await page.RunAndWaitForDownloadAsync(() => walk.Link("Скачать всё архивом").ClickAsync());

        await FillAsync(walk, "Заявление на отпуск", null, "Заявление.txt", Words);
        await walk.PressAsync(walk.Button("Отправить на подпись"));
        await Expect(page.GetByText("Ждёт подписи", new() { Exact = true })).ToBeVisibleAsync(Long);
        await ActAsync(stage, "Заявление на отпуск", "decline");
        await Expect(page.GetByText("Получатель отказался подписывать")).ToBeVisibleAsync(Long);
        await walk.OpenAsync("/goskey");
        await Expect(walk.Link(Title)).ToBeVisibleAsync(Long);
        await page.RunAndWaitForDownloadAsync(() => walk.Link("Выгрузить в CSV").ClickAsync());
        await stage.Portal.StopAsync();

        var lines = Lines(stage);
        Assert.Contains(lines, line => line.Contains("Polly", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("/goskey", StringComparison.Ordinal));
        Assert.Contains(await stage.Outside.RequestsAsync("gusmev|storage"), line => line.Status == 401);
        var found = Scan(stage.Outside).Found(lines);
        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
        Assert.Empty(Directory.EnumerateFiles(stage.DataFolder, "*.log", SearchOption.AllDirectories));
        TestContext.Current.TestOutputHelper?.WriteLine($"{lines.Count} lines of log, {lines.Sum(line => (long)line.Length)} characters");
    }

    [Theory]
    [InlineData("dbug: recipient 99000000759 was asked for")]
    [InlineData("Request starting GET /goskey?q=990-000-007%2059")]
    [InlineData("Request starting GET /goskey?q=990%20000%20007%2059")]
    [InlineData("GET /goskey?q=%20990%2D000%2D007%2059")]
    [InlineData("form: snils=990+000+007+59")]
    [InlineData("typed 112-233-445 96")]
    [InlineData("Authorization: Bearer eyJhbGciOiJHT1NUMzQxMCJ9.e30.c2ln")]
    [InlineData("GET /esia-rs/api/public/v1/orgs/ext-app/6b1f6c2e-0000-4000-8000-0123456789ab/tkn")]
    [InlineData("key 6B1F6C2E0000400080000123456789AB")]
    [InlineData("letter to goskey.recipient%40example.ru")]
    [InlineData("row: Goskey.Recipient@example.ru")]
    [InlineData("body: Совершенно тайные условия этого договора, ...")]
    [InlineData("body: entirely%20secret%20terms%20of%20this%20agreement")]
    [InlineData("opened with the password key-password-0123")]
    public void The_scan_finds_what_is_planted(string line) => Assert.Single(Planted().Found(["info: an innocent line", line]));

    [Fact]
    public void The_scan_finds_signatures_in_each_alphabet_and_no_fault_with_innocent_lines()
    {
        var signature = Convert.ToBase64String([0x30, 0x82, 0x03, 0xB1, .. Enumerable.Range(0, 300).Select(number => (byte)(number * 7))]);
        Assert.Single(Planted().Found([$"GET /tkn?signature={signature.Replace('+', '-').Replace('/', '_')}"]));
        Assert.Single(Planted().Found([$"GET /tkn?signature={Uri.EscapeDataString(signature)}"]));
        Assert.Empty(Planted().Found(["Package 2f1f6c2e-0000-4000-8000-0123456789ab was sent as 2990000102", "number 1990000007591", "MIME types", "took 99.0 ms for 000 of 759"]));
    }

    private static Dictionary<string, string> Talkative(int port) => new()
    {
        ["Logging:LogLevel:Default"] = "Trace", ["Logging:LogLevel:Microsoft.AspNetCore"] = "Trace", ["Logging:LogLevel:System.Net.Http.HttpClient"] = "Trace",
        ["Logging:LogLevel:Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher"] = "Trace", ["Logging:Console:LogLevel:Default"] = "Trace",
        ["Logging:Console:LogLevel:Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher"] = "Trace",
        ["Logging:LogLevel:Quartz"] = "Debug", ["Logging:LogLevel:Polly"] = "Trace", ["Logging:Console:FormatterOptions:IncludeScopes"] = "true",
        ["Mail:Host"] = "127.0.0.1", ["Mail:Port"] = $"{port}", ["Mail:Tls"] = "false", ["Mail:From"] = "portal@testovaya.example",
        ["Goskey:QuietFrom"] = "03:00", ["Goskey:QuietUntil"] = "03:00", ["KonturExtern:RequestTimeout"] = "00:00:30",
    };

    private static LogScan Scan(Outside outside) => new LogScan().Snils(Snils).Snils(WrongSnils)
        .Secret("the API-Key", Sandbox(outside, "epgu-api-key")).Secret("the key's password", Sandbox(outside, "epgu-sender.key.password"))
        .Secret("the recipient's address", Email).Secret("a document", Words).Secret("a document", EnglishWords);

    private static LogScan Planted() => new LogScan().Snils(Snils).Snils(WrongSnils)
        .Secret("the API-Key", "6b1f6c2e-0000-4000-8000-0123456789ab").Secret("the key's password", "key-password-0123")
        .Secret("the recipient's address", Email).Secret("a document", Words).Secret("a document", EnglishWords);

    private static string Sandbox(Outside outside, string file) => File.ReadAllText(Path.Combine(outside.SandboxFolder, file)).Trim();

    private static List<string> Lines(ProcessesFixture stage) => [.. stage.Portal.Output.Split('\n')];

    private async Task CheckProfileAsync(ProcessesFixture stage)
    {
        var page = await NewPageAsync();
        var walk = new Walk(page, stage.Portal.Address, stage.Outside);
        await walk.SignInAsync("admin1");
        await walk.OpenAsync("/admin/senders");
        await page.Locator("a.row-link").First.ClickAsync();
        await walk.Button("Проверить ключ в ЕСИА").ClickAsync();
        await Expect(page.GetByText("Ключ работает")).ToBeVisibleAsync(Long);
    }

    private static async Task FillAsync(Walk walk, string title, string? wrong, string name, string text)
    {
        var page = walk.Page;
        await walk.OpenAsync("/goskey/new");
        await Expect(page.Locator("#snils")).ToBeVisibleAsync(Long);
        await page.GetByLabel("Имя получателя", new() { Exact = true }).FillAsync("Петрова Анна Сергеевна");
        if (wrong is not null)
        {
            await page.Locator("#snils").FillAsync(wrong);
            await page.Keyboard.PressAsync("Tab");
            await Expect(page.GetByText("контрольное число")).ToBeVisibleAsync(Long);
        }

        await page.Locator("#snils").FillAsync(Snils);
        await page.Locator("#email").FillAsync(Email);
        await page.Locator("input[name=kind]").First.CheckAsync();
        await page.Locator("#consent").CheckAsync();
        await walk.Button("Дальше: документы").ClickAsync();
        await page.GetByLabel("Что увидит человек", new() { Exact = true }).FillAsync(title);
        if (wrong is not null)
        {
            await page.Locator("input[type=file]").SetInputFilesAsync(Payload("Снимок.pdf", $"GIF89a {Words}"));
            await Expect(page.GetByText("Внутри не PDF").First).ToBeVisibleAsync(Long);
        }

        await page.Locator("input[type=file]").SetInputFilesAsync(Payload(name, text));
        await Expect(page.Locator(".files .name")).ToHaveCountAsync(1, new() { Timeout = 60_000 });
        await walk.Button("Дальше: проверка").ClickAsync();
        await Expect(walk.Button("Отправить на подпись")).ToBeVisibleAsync(Long);
    }

    private static FilePayload Payload(string name, string text) => new() { Name = name, MimeType = "application/octet-stream", Buffer = Encoding.UTF8.GetBytes(text) };

    private static async Task ActAsync(ProcessesFixture stage, string title, string what)
    {
        var order = await Eventually.GetAsync(
            async () => (await stage.Outside.OrdersAsync()).FirstOrDefault(order => order.Description == title && order.IsWithRecipient),
            "the recipient has the documents", TimeSpan.FromSeconds(60), Stop);
        await stage.Outside.ActAsync(order.OrderId, what);
    }
}
