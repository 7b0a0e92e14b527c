using Microsoft.Playwright;
using Portal.Features.Accounts;
using Portal.Features.Confirmations;
using Portal.Features.Confirmations.Batches;
using Portal.Features.Drafts;
using Portal.Testing;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>Confirmations as the person sees them: a tab that goes away in the middle, and ten reports in a row.</summary>
public sealed class ConfirmationJourneyTests(BrowserFixture browser, PortalFixture stage) : Journey(browser), IClassFixture<PortalFixture>
{
    private const string Director = "director";
    private static readonly LocatorAssertionsToBeVisibleOptions Long = new() { Timeout = 60_000 };

    [Fact]
    public async Task A_tab_closed_while_a_code_is_awaited_is_opened_again_and_goes_on_where_it_was()
    {
        var first = new Walk(await NewPageAsync(), stage.Portal.Address, stage.Outside);
        await first.SignInAsync(Director);
        await first.DropNewReportAsync(ReportFiles.Report());
        await first.CheckAsync();
        var before = await stage.Outside.AcceptedPostsAsync("/cloud-sign$");
        await first.AskForCodeAsync();
        var look = new ScreenLook(first.Page);
        await look.AtAsync("confirmation-sms");
        var address = first.Page.Url;
        var second = new Walk(await first.Page.Context.NewPageAsync(), stage.Portal.Address, stage.Outside);
        await first.Page.CloseAsync();

        await second.OpenAsync(new Uri(address).AbsolutePath);
        await second.Button("Ввести код").ClickAsync();
        await Expect(second.CodeField).ToBeFocusedAsync();
        await second.ConfirmAsync(Director);

        await Expect(second.Page.GetByText("Подпись верна")).ToBeVisibleAsync(Long);
        Assert.Equal(before + 1, await stage.Outside.AcceptedPostsAsync("/cloud-sign$"));
        AssertGood(look);
    }

    [Fact]
    public async Task Of_ten_reports_in_a_row_one_fails_and_only_that_is_offered_again()
    {
        var walk = new Walk(await NewPageAsync(), stage.Portal.Address, stage.Outside);
        await walk.SignInAsync(Director);
        await walk.OpenAsync($"/a/{Walk.Testovaya}/reports");
        await Expect(walk.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync(Long);
        var (batchId, failing) = await BatchAsync();
        await walk.OpenAsync($"/a/{Walk.Testovaya}/signing/{batchId}");
        await Expect(walk.Page.GetByText("10 документов — 10 кодов")).ToBeVisibleAsync(Long);
        var look = new ScreenLook(walk.Page);
        await look.AtAsync("batch-new");
        await stage.Outside.FaultAsync($"/drafts/{failing}/cloud-sign$", status: 400);

        await walk.Button("Начать подписание").ClickAsync();
        for (var signed = 1; signed <= 9; signed++)
        {
            await Expect(walk.CodeField).ToBeVisibleAsync(Long);
            await Expect(walk.CodeField).ToHaveValueAsync("");
            await walk.CodeField.FillAsync(await walk.CodeAsync(Director));
            await Expect(walk.Page.GetByText($"{signed} из 10")).ToBeVisibleAsync(Long);
        }

        await Expect(walk.Button("Повторить неподписанные: 1")).ToBeVisibleAsync(Long);
        await Expect(walk.Page.GetByText("Не подписан", new() { Exact = true })).ToHaveCountAsync(1);
        await look.AtAsync("batch-failed");
        AssertGood(look);
    }

    private async Task<(string BatchId, string Failing)> BatchAsync()
    {
        var stop = TestContext.Current.CancellationToken;
        var actor = await stage.Portal.ActorAsync(Director);
        await stage.Portal.Get<OpenAccount>().RunAsync(actor, Walk.Testovaya, stop);
        var drafts = new List<string>();
        for (var number = 0; number < 10; number++)
        {
            var file = ReportFiles.Report();
            drafts.Add(await stage.Portal.Get<UploadReport>().RunAsync(
                actor, Walk.Testovaya, file.Name, new MemoryStream(file.Buffer), file.Buffer.Length, stop));
        }

        var certificate = (await stage.Portal.Get<ListCertificates>().RunAsync(actor, Walk.Testovaya, stop)).First(choice => choice.WhyNot is null).Certificate.Thumbprint;
        foreach (var draft in drafts)
        {
            await stage.Portal.Get<CheckDraft>().RunAsync(actor, draft, certificate, stop);
        }

        foreach (var draft in drafts)
        {
            await Eventually.IsTrueAsync(
                async () => (await stage.Portal.Get<DraftStore>().FindForJobAsync(draft, stop))!.State == DraftState.Checked, "checked", TimeSpan.FromSeconds(60), stop);
        }

        var batchId = await stage.Portal.Get<BeginBatch>().RunAsync(actor, Walk.Testovaya, SigningKind.DraftSignature, drafts, certificate, stop);
        return (batchId!, (await stage.Portal.Get<DraftStore>().FindForJobAsync(drafts[4], stop))!.KonturDraftId!);
    }
}
