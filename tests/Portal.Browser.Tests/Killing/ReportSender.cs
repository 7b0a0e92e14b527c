using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.Testing;

namespace Portal.Browser.Tests.Killing;

/// <summary>Wants reports sent; what the screen calls sent is not sent again.</summary>
public sealed partial class ReportSender(IPage page, Uri portal, Outside outside, string login) : PatientUser(page, outside, login)
{
    private static readonly string[] Links = ["Перейти к отправке", "Что ответила инспекция"];
    private static readonly string[] Buttons = ["Проверить отчёт", "Проверить ещё раз", "Подписать отчёт", "Ввести код", "Подготовить к отправке", "Отправить отчёт"];

    /// <summary>File names of the reports whose pages said that they were sent, with the address of that page.</summary>
    public Dictionary<string, Uri> Sent { get; } = [];

    /// <summary>File names of every report begun.</summary>
    public List<string> Begun { get; } = [];

    /// <inheritdoc />
    protected override IEnumerable<ILocator> Offers =>
        Links.Select(name => Page.GetByRole(AriaRole.Link, new() { Name = name })).Concat(Buttons.Select(name => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true })));

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
        await DoUntilAsync(() => IsSentAsync(draft), $"{file.Name} is sent");
        Sent.Add(file.Name, new Uri(Page.Url));
    }

    // Until the screen shows a report: what a kill cut off half way is dropped again, as the screen says.
    private async Task<Uri> UploadAsync(FilePayload file)
    {
        await TryUntilAsync(
            async () =>
            {
                await Page.GotoAsync(new Uri(portal, $"/a/{Walk.Testovaya}/reports/new").ToString(), new() { Timeout = 10_000 });
                await Page.Locator("input[type=file]").SetInputFilesAsync(file, new() { Timeout = 5_000 });
                await Page.WaitForURLAsync(ReportAddress(), new() { Timeout = 10_000, WaitUntil = WaitUntilState.Commit });
                Stepped();
                return true;
            },
            $"{file.Name} is uploaded");
        return new Uri(Page.Url);
    }

    private async Task<bool> IsSentAsync(Uri draft)
    {
        if (SentAddress().IsMatch(Page.Url) && await Page.GetByRole(AriaRole.Heading, new() { Name = "Что произошло" }).IsVisibleAsync())
        {
            return true;
        }

        if (!Page.Url.StartsWith(draft.ToString(), StringComparison.Ordinal) && !SentAddress().IsMatch(Page.Url))
        {
            await Page.GotoAsync(draft.ToString(), new() { Timeout = 10_000 });
        }

        return false;
    }

    [GeneratedRegex("/reports/[0-9a-f]{8}-[0-9a-f-]+$")]
    private static partial Regex ReportAddress();

    [GeneratedRegex("/docflows/[0-9a-f-]{8,}$")]
    private static partial Regex SentAddress();
}
