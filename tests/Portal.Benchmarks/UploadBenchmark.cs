using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Playwright;
using Portal.Testing;

namespace Portal.Benchmarks;

/// <summary>
/// A big report dropped into the page by a real browser: how much the portal's process grows while it streams through (the simulator is another process),
/// and how long it takes beside the same bytes sent straight to the contents service from here.
/// </summary>
public static class UploadBenchmark
{
    private const string Payer = "6676130154667601001";

    /// <summary>Runs once and prints.</summary>
    public static async Task RunAsync(int megabytes)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        using var folder = new TempFolder();
        await using var simulator = await AppProcess.StartAsync(AppProcessSettings.Simulator(folder.Combine("outside")));
        await using var outside = Outside.Of(simulator, SandboxOf(folder));
        await using var portal = await AppProcess.StartAsync(new AppProcessSettings
        {
            Project = "Portal",
            Arguments = port =>
            [
                .. RunningPortal.Settings(outside, new Uri($"http://localhost:{port}/"), folder.Combine("data")).Select(setting => $"--{setting.Key}={setting.Value}"),
                $"--urls=http://localhost:{port}",
            ],
            ReadyPath = "/health/ready",
        });

        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = BrowserInstall.Find(), Args = [.. BrowserInstall.Arguments()] });
        var page = await browser.NewPageAsync();
        await SignInAsync(page, portal.Address);

        // Warm: the first upload loads code and fills pools that stay; what is asked for is the growth of a big one.
        await UploadAsync(page, WriteReport(folder, 5));
        var before = Resident(portal.Id);
        await File.WriteAllTextAsync($"/proc/{portal.Id}/clear_refs", "5");
        var file = WriteReport(folder, megabytes);
        var through = await UploadAsync(page, file);
        var peak = Peak(portal.Id);
        var straight = await SendStraightAsync(outside, file);

        Print($"file                                  {new FileInfo(file).Length / 1048576.0:0} MB");
        Print($"portal before, resident               {before:0} MB");
        Print($"portal peak during the upload         {peak:0} MB");
        Print($"growth                                {peak - before:0} MB   (wanted: under 64 MB)");
        Print($"browser → portal → contents service   {through.TotalSeconds:0.0} s");
        Print($"straight to the contents service      {straight.TotalSeconds:0.0} s, ratio {through / straight:0.00}");
    }

    private static string SandboxOf(TempFolder folder) => Directory.GetDirectories(folder.Path, "sandbox", SearchOption.AllDirectories).Single();

    private static async Task SignInAsync(IPage page, Uri portal)
    {
        await page.GotoAsync(new Uri(portal, "signin").ToString());
        await page.Locator("#login").FillAsync("director");
        await page.Locator("input[type=password]").FillAsync("director-pass");
        await page.Locator("input[type=password]").PressAsync("Enter");
        await page.GetByRole(AriaRole.Link, new() { Name = "Тестовая" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Отчёты в работе" }).WaitForAsync();
    }

    private static async Task<TimeSpan> UploadAsync(IPage page, string file)
    {
        var account = page.Url.Split("/a/")[1][..36];
        await page.GotoAsync(page.Url.Split("/a/")[0] + $"/a/{account}/reports/new");
        var input = page.Locator("input[type=file]");
        await input.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.WaitForTimeoutAsync(1000);
        var clock = Stopwatch.StartNew();
        await input.SetInputFilesAsync(file);
        await page.GetByRole(AriaRole.Heading, new() { Name = "Что в отчёте" }).WaitForAsync(new() { Timeout = 300_000 });
        return clock.Elapsed;
    }

    private static string WriteReport(TempFolder folder, int megabytes)
    {
        var id = $"NO_BUHOTCH_0087_0087_{Payer}_20241024_{Guid.NewGuid()}";
        var path = folder.Combine(id + ".xml");
        using var writer = new StreamWriter(path, append: false, Encoding.GetEncoding(1251), 1 << 16);
        writer.Write($"""<?xml version="1.0" encoding="windows-1251"?><Файл ИдФайл="{id}" ВерсФорм="5.07"><Документ КНД="0710099" Период="34" ОтчетГод="2024" НомКорр="0"><СвНП><НПЮЛ НаимОрг="Тестовая" ИННЮЛ="6676130154" КПП="667601001"/></СвНП>""");
        const string Row = """<Строка Наименование="расчеты с разными дебиторами и кредиторами" СумОтч="4686" СумПрдщ="22463"/>""";
        for (long written = 0; written < megabytes * 1048576L; written += Row.Length)
        {
            writer.Write(Row);
        }

        writer.Write("</Документ></Файл>");
        return path;
    }

    // The same parts of 4 MB, over one connection, by an ordinary client.
    private static async Task<TimeSpan> SendStraightAsync(Outside outside, string file)
    {
        using var http = new HttpClient { BaseAddress = outside.Address };
        var (sid, key) = await BenchmarkSession.OpenAsync(outside.Address, outside.SandboxFolder);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("auth.sid", sid);
        http.DefaultRequestHeaders.Add("X-Kontur-Apikey", key);
        var clock = Stopwatch.StartNew();
        await using var source = File.OpenRead(file);
        var buffer = new byte[4 * 1048576];
        var path = "extern/v1/0a000000-0000-4000-8000-000000000001/contents";
        for (long sent = 0; sent < source.Length;)
        {
            var count = await source.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false);
            using var part = new ByteArrayContent(buffer, 0, count);
            part.Headers.ContentRange = new ContentRangeHeaderValue(sent, sent + count - 1, source.Length);
            using var answer = sent == 0 ? await http.PostAsync(path, part) : await http.PutAsync(path, part);
            answer.EnsureSuccessStatusCode();
            if (sent == 0)
            {
                using var json = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
                path += "/" + json.RootElement.GetProperty("id").GetString();
            }

            sent += count;
        }

        return clock.Elapsed;
    }

    private static double Resident(int process) => Status(process, "VmRSS:");

    private static double Peak(int process) => Status(process, "VmHWM:");

    private static double Status(int process, string row) =>
        long.Parse(File.ReadLines($"/proc/{process}/status").Single(line => line.StartsWith(row, StringComparison.Ordinal))[row.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) / 1024.0;

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
