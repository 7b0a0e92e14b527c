using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.Simulator.People;
using Portal.Testing;

namespace Portal.Browser.Tests.Killing;

/// <summary>
/// A person who wants a report sent and does, again and again, the one thing that the screen offers, whatever happens to the portal meanwhile. Never reloads a page that
/// still speaks, and believes the screen: what it calls sent is not sent again.
/// </summary>
public sealed partial class PatientUser(IPage page, Uri portal, Outside outside, string login)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);
    private static readonly string[] Offers = ["Проверить отчёт", "Проверить ещё раз", "Подписать отчёт", "Ввести код", "Подготовить к отправке", "Отправить отчёт"];

    private readonly string phone = DemoPeople.All.Single(person => person.Login == login).Phone!;
    private string? typed;

    /// <summary>File names of the reports whose pages said that they were sent, with the address of that page.</summary>
    public Dictionary<string, Uri> Sent { get; } = [];

    /// <summary>How often the person could do what the screen offered.</summary>
    public int Steps { get; private set; }

    /// <summary>File names of every report begun.</summary>
    public List<string> Begun { get; } = [];

    /// <summary>Makes one report after the other until told to stop, and finishes the last.</summary>
    public async Task SendReportsAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await SendReportAsync(ReportFiles.Report());
        }
    }

    private async Task SendReportAsync(FilePayload file)
    {
        Begun.Add(file.Name);
        var draft = await UploadAsync(file);
        await Eventually.IsTrueAsync(async () => await GoOnAsync(draft), $"{login}: {file.Name} is sent", Patience);
        Sent.Add(file.Name, new Uri(page.Url));
    }

    // Until the screen shows a report: what a kill cut off half way is dropped again, as the screen says.
    private async Task<Uri> UploadAsync(FilePayload file)
    {
        Uri? draft = null;
        await Eventually.IsTrueAsync(
            async () =>
            {
                try
                {
                    await page.GotoAsync(new Uri(portal, $"/a/{Walk.Testovaya}/reports/new").ToString(), new() { Timeout = 10_000 });
                    await page.Locator("input[type=file]").SetInputFilesAsync(file, new() { Timeout = 5_000 });
                    await page.WaitForURLAsync(ReportAddress(), new() { Timeout = 10_000, WaitUntil = WaitUntilState.Commit });
                    draft = new Uri(page.Url);
                    Steps++;
                }
                catch (Exception error) when (error is PlaywrightException or TimeoutException)
                {
                    // The portal is gone at this moment: tried again.
                }

                return draft is not null;
            },
            $"{login}: {file.Name} is uploaded",
            Patience);
        return draft!;
    }

    // True when the screen says that the report was sent; otherwise does what it offers.
    private async Task<bool> GoOnAsync(Uri draft)
    {
        try
        {
            if (SentAddress().IsMatch(page.Url) && await page.GetByRole(AriaRole.Heading, new() { Name = "Что произошло" }).IsVisibleAsync())
            {
                return true;
            }

            if (!page.Url.StartsWith(draft.ToString(), StringComparison.Ordinal) && !SentAddress().IsMatch(page.Url))
            {
                await page.GotoAsync(draft.ToString(), new() { Timeout = 10_000 });
            }

            Steps += await ActAsync() ? 1 : 0;
        }
        catch (Exception error) when (error is PlaywrightException or TimeoutException)
        {
            // The portal is gone at this moment, or the button is.
        }

        await Task.Delay(200, TestContext.Current.CancellationToken);
        return false;
    }

    // False when the screen offers nothing, because it is at work or the portal is gone.
    private async Task<bool> ActAsync()
    {
        var dialog = page.GetByRole(AriaRole.Dialog);
        var field = dialog.GetByLabel("Код из СМС");
        var again = dialog.GetByRole(AriaRole.Button, new() { Name = "Запросить новый код" });
        var quick = new LocatorClickOptions { Timeout = 2_000 };

        // A code typed already was refused or its answer was lost: the person asks for another one.
        if (await field.IsVisibleAsync() && await outside.CodeAsync(phone) is var code && code != typed)
        {
            await field.FillAsync(code, new() { Timeout = 2_000 });
            typed = code;
            return true;
        }

        var links = new[] { "Перейти к отправке", "Что ответила инспекция" }.Select(name => page.GetByRole(AriaRole.Link, new() { Name = name }));
        var buttons = Offers.Select(name => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }));
        foreach (var offer in new[] { again }.Concat(links).Concat(buttons))
        {
            if (await offer.IsVisibleAsync() && await offer.IsEnabledAsync())
            {
                await offer.ClickAsync(quick);
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex("/reports/[0-9a-f]{8}-[0-9a-f-]+$")]
    private static partial Regex ReportAddress();

    [GeneratedRegex("/docflows/[0-9a-f-]{8,}$")]
    private static partial Regex SentAddress();
}
