using System.Text;
using Microsoft.Playwright;
using Portal.Testing;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests.Killing;

/// <summary>What is refused leaves nothing on disk, nor does what was cut off: neither in the spool nor among the kept files.</summary>
public sealed class KilledUploadsTests(BrowserFixture browser, ProcessesFixture stage) : Journey(browser), IClassFixture<ProcessesFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hostile_files_and_an_upload_cut_off_by_a_kill_leave_no_file_behind()
    {
        var page = await NewPageAsync();
        var walk = new Walk(page, stage.Portal.Address, stage.Outside);
        await walk.SignInAsync("director");
        await walk.OpenAsync("/goskey/new");
        await page.GetByLabel("Имя получателя", new() { Exact = true }).FillAsync("Петрова Анна Сергеевна");
        await page.Locator("#snils").FillAsync("99000000759");
        await page.Locator("input[name=kind]").First.CheckAsync();
        await page.Locator("#consent").CheckAsync();
        await walk.Button("Дальше: документы").ClickAsync();
        await Expect(page.GetByLabel("Что увидит человек", new() { Exact = true })).ToBeVisibleAsync(new() { Timeout = 30_000 });
        var documents = page.Url;

        FilePayload[] hostile =
        [
            File("нет.txt", ""), File("внутри.pdf", "GIF89a"), File("программа.exe", "MZ"), File("сущность.xml", "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>"),
            File("справа\u202Efdp.txt", "GIF89a\0"), File("обрыв.pdf", "%PDF-1.4 and no end"),
        ];
        await page.Locator("input[type=file]").SetInputFilesAsync(hostile);
        await Expect(page.Locator(".chosen .file.failed")).ToHaveCountAsync(hostile.Length, new() { Timeout = 60_000 });
        await Expect(page.Locator(".files .name")).ToHaveCountAsync(0);
        await Eventually.IsTrueAsync(() => Kept() == 0, "nothing is left of what was refused", TimeSpan.FromSeconds(10), Stop);

        // While the bytes come in.
        using var folder = new TempFolder();
        var large = folder.Combine("large.pdf");
        await System.IO.File.WriteAllBytesAsync(large, [.. "%PDF-1.7\n"u8, .. new byte[90_000_000], .. "\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"u8], Stop);
        await page.GotoAsync(documents);
        var input = page.Locator("input[type=file]");
        await Expect(page.GetByText("Документов пока нет")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await input.SetInputFilesAsync(large);
        await Eventually.IsTrueAsync(() => Kept() > 0, "the upload has begun", TimeSpan.FromSeconds(30), Stop);
        await stage.Portal.KillAsync();
        Assert.NotEqual(0, Kept());
        foreach (var file in Directory.GetFiles(Folder, "*", SearchOption.AllDirectories))
        {
            // Another node may be writing what is younger than an hour.
            System.IO.File.SetLastWriteTimeUtc(file, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-2));
        }

        await stage.Portal.StartAgainAsync(Stop);
        await Eventually.IsTrueAsync(() => Kept() == 0, "what was cut off is gone", TimeSpan.FromSeconds(30), Stop);
        var spool = Path.Combine(stage.DataFolder, "spool");
        Assert.Empty(Directory.Exists(spool) ? Directory.EnumerateFileSystemEntries(spool) : []);
        await page.GotoAsync(documents);
        await Expect(page.GetByText("Документов пока нет")).ToBeVisibleAsync(new() { Timeout = 60_000 });
    }

    private string Folder => Path.Combine(stage.DataFolder, "files");

    private int Kept() => Directory.Exists(Folder) ? Directory.GetFiles(Folder, "*", SearchOption.AllDirectories).Length : 0;

    private static FilePayload File(string name, string text) => new() { Name = name, MimeType = "application/octet-stream", Buffer = Encoding.UTF8.GetBytes(text) };
}
