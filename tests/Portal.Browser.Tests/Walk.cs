using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.Simulator.People;
using Portal.Testing;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>What a person does on a page of the portal, one method for each thing done; every one ends when the screen shows that it is done.</summary>
public sealed partial class Walk(IPage page, Uri portal, Outside outside)
{
    /// <summary>The account of «Тестовая», which director, accountant and newcomer work in.</summary>
    public const string Testovaya = "0a000000-0000-4000-8000-000000000001";

    /// <summary>The page walked on.</summary>
    public IPage Page => page;

    /// <summary>The button of the review page.</summary>
    public ILocator SendButton => Button("Отправить отчёт");

    /// <summary>Waits for the address alone: what a page then shows is waited for by its words.</summary>
    public static readonly PageWaitForURLOptions Arrived = new() { WaitUntil = WaitUntilState.Commit };

    /// <summary>The field of the code in the dialog.</summary>
    public ILocator CodeField => page.GetByRole(AriaRole.Dialog).GetByLabel("Код из СМС");

    /// <summary>Opens an address of the portal.</summary>
    public Task OpenAsync(string path) => page.GotoAsync(new Uri(portal, path).ToString());

    /// <summary>Signs in at the provider and comes back.</summary>
    public async Task SignInAsync(string login)
    {
        await OpenAsync("/");
        await Link("Войти").ClickAsync();
        await EnterPasswordAsync(login);
    }

    /// <summary>Fills in the provider's form and comes back.</summary>
    public async Task EnterPasswordAsync(string login)
    {
        await page.Locator("#login").FillAsync(login);
        await page.Locator("#password").FillAsync(login + "-pass");
        await page.Locator("#password").PressAsync("Enter");
        await page.WaitForURLAsync(url => url.StartsWith(portal.ToString(), StringComparison.Ordinal) && !url.Contains("signin", StringComparison.Ordinal), Arrived);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
    }

    /// <summary>Drops a file into a new report of «Тестовая»; ends on the report's page.</summary>
    public async Task DropNewReportAsync(FilePayload file)
    {
        await OpenAsync($"/a/{Testovaya}/reports/new");
        await DropAsync(file);
    }

    /// <summary>Drops a file on the page of a new report; ends on the report's page.</summary>
    public async Task DropAsync(FilePayload file)
    {
        var input = page.Locator("input[type=file]");
        await Eventually.PassesAsync(
            () => page.RunAndWaitForRequestAsync(
                () => input.SetInputFilesAsync(file), request => request is { Method: "POST" } && request.Url.Contains("/upload", StringComparison.Ordinal), new() { Timeout = 3_000 }),
            "the field takes the file");
        await page.WaitForURLAsync(ReportAddress(), Arrived);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Что в отчёте" })).ToBeVisibleAsync();
    }

    /// <summary>Lets Kontur check the report; ends when it can be signed.</summary>
    public async Task CheckAsync()
    {
        await Button("Проверить отчёт").ClickAsync();
        await Expect(Button("Подписать отчёт")).ToBeVisibleAsync(Long);
    }

    /// <summary>Asks for a code; ends with the cursor in the field of the dialog.</summary>
    public async Task AskForCodeAsync()
    {
        await Button("Подписать отчёт").ClickAsync();
        await Expect(page.GetByText("Код отправлен на номер")).ToBeVisibleAsync(Long);
        await Expect(CodeField).ToBeFocusedAsync();
    }

    /// <summary>After the page was lost or left: opens the dialog where it was, if it is not open still; ends with the cursor in its field.</summary>
    public async Task ComeBackToCodeAsync()
    {
        await Expect(CodeField.Or(Button("Ввести код")).First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        if (!await CodeField.IsVisibleAsync())
        {
            await Button("Ввести код").ClickAsync();
        }

        await Expect(CodeField).ToBeVisibleAsync();
    }

    /// <summary>Types the code of the newest message on the person's phone; ends when the report is ready to be sent.</summary>
    public async Task ConfirmAsync(string login)
    {
        await CodeField.FillAsync(await CodeAsync(login));
        await Expect(Link("Перейти к отправке")).ToBeVisibleAsync(Long);
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
    }

    /// <summary>Goes on to the review page.</summary>
    public async Task OpenReviewAsync()
    {
        await Link("Перейти к отправке").ClickAsync();
        await Expect(SendButton).ToBeVisibleAsync();
    }

    /// <summary>The whole way from a file to the review page; returns the draft's id at Kontur.</summary>
    public async Task<string> ReachReviewAsync(string login, FilePayload? file = null)
    {
        await DropNewReportAsync(file ?? ReportFiles.Report());
        await CheckAsync();
        await AskForCodeAsync();
        await ConfirmAsync(login);
        await OpenReviewAsync();
        return await DraftAtKonturAsync();
    }

    /// <summary>The draft's id at Kontur, of the report that was prepared last.</summary>
    public async Task<string> DraftAtKonturAsync() =>
        PreparedDraft().Match((await outside.RequestsAsync("/drafts/[^/]+/prepare"))[^1].Path).Groups[1].Value;

    /// <summary>Waits for the page of what was sent.</summary>
    public async Task SeeSentAsync()
    {
        await page.WaitForURLAsync(SentAddress(), new() { Timeout = 60_000, WaitUntil = WaitUntilState.Commit });
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Что произошло" })).ToBeVisibleAsync(Long);
    }

    /// <summary>Waits, without touching the page, until its status is the given word.</summary>
    public Task SeeStatusAsync(string word) => Expect(page.GetByText(word, new() { Exact = true }).First).ToBeVisibleAsync(new() { Timeout = 60_000 });

    /// <summary>A button by its whole name.</summary>
    public ILocator Button(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>A link by its whole name.</summary>
    public ILocator Link(string name) => page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    /// <summary>The newest code on a person's phone.</summary>
    public Task<string> CodeAsync(string login) => outside.CodeAsync(DemoPeople.All.Single(person => person.Login == login).Phone!);

    /// <summary>Reaches it by Tab and presses Enter.</summary>
    public async Task PressAsync(ILocator target)
    {
        await Expect(target).ToBeEnabledAsync();
        await ReachAsync(target);
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Presses Tab until it has the focus.</summary>
    public async Task ReachAsync(ILocator target)
    {
        for (var step = 0; step < 60; step++)
        {
            if (await target.EvaluateAsync<bool>("element => document.activeElement === element"))
            {
                return;
            }

            await page.Keyboard.PressAsync("Tab");
        }

        throw new Xunit.Sdk.XunitException($"{target} is not reached by Tab.");
    }

    private static LocatorAssertionsToBeVisibleOptions Long => new() { Timeout = 30_000 };

    [GeneratedRegex("/reports/[0-9a-f]{8}-[0-9a-f-]+$")]
    private static partial Regex ReportAddress();

    [GeneratedRegex("/docflows/[0-9a-f-]{8,}$")]
    private static partial Regex SentAddress();

    [GeneratedRegex("/drafts/([^/]+)/prepare")]
    private static partial Regex PreparedDraft();
}
