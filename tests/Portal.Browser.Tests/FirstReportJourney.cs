using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>From the first sign-in of a person who is not linked yet to the report that the inspection has accepted: the same in both modes of a session with Kontur.</summary>
public abstract class FirstReportJourney(BrowserFixture browser, PortalFixture stage) : Journey(browser)
{
    private const string Newcomer = "newcomer";

    /// <summary>The portal and its outside.</summary>
    protected PortalFixture Stage => stage;

    /// <summary>Where sessions of this mode are made.</summary>
    protected abstract string SignInPath { get; }

    /// <summary>Where those of the other mode would be.</summary>
    protected abstract string OtherSignInPath { get; }

    [Fact]
    public async Task A_newcomer_links_checks_signs_after_a_wrong_code_sends_and_sees_the_report_accepted()
    {
        var walk = await WalkAsync();
        await walk.SignInAsync(Newcomer);
        await Expect(walk.Page.GetByText("Проверьте, это вы?")).ToBeVisibleAsync();
        await Expect(walk.Page.GetByText("Новикова Мария Павловна")).ToBeVisibleAsync();
        await walk.Button("Связать").ClickAsync();
        await walk.Page.WaitForURLAsync(url => url.EndsWith("/accounts", StringComparison.Ordinal), Walk.Arrived);
        await walk.Link("Тестовая").First.ClickAsync();
        await Expect(walk.Page.GetByText("Начатых отчётов нет")).ToBeVisibleAsync();
        await walk.Link("Новый отчёт").First.ClickAsync();
        await walk.DropAsync(ReportFiles.Report());

        await walk.CheckAsync();
        await Expect(walk.Page.GetByText("Протокол проверки")).ToBeVisibleAsync();
        await walk.AskForCodeAsync();
        await walk.CodeField.FillAsync(await walk.CodeAsync(Newcomer) == "000000" ? "111111" : "000000");
        await Expect(walk.Page.GetByRole(AriaRole.Dialog).GetByText("Неверный код")).ToBeVisibleAsync();
        await Expect(walk.CodeField).ToHaveValueAsync("");
        await walk.ConfirmAsync(Newcomer);
        await walk.OpenReviewAsync();
        var draft = await walk.DraftAtKonturAsync();
        await walk.SendButton.ClickAsync();

        await walk.SeeSentAsync();
        await walk.SeeStatusAsync("Введён");
        await Expect(walk.Page.GetByText("Данные отчёта введены в базу инспекции")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        Assert.Equal(1, await Stage.Outside.AcceptedPostsAsync($"/drafts/{draft}/send"));
        Assert.NotEqual(0, await Stage.Outside.AcceptedPostsAsync(SignInPath));
        Assert.Empty(await Stage.Outside.RequestsAsync(OtherSignInPath));
        Assert.Empty(ConsoleErrors);
        Assert.Empty(ForeignRequests);
    }

    /// <summary>A person at the portal.</summary>
    protected async Task<Walk> WalkAsync() => new(await NewPageAsync(), Stage.Portal.Address, Stage.Outside);
}
