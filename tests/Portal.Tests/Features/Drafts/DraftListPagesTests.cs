using AngleSharp.Dom;
using Bunit;
using Portal.Features.Docflows;
using Portal.Features.Drafts;
using Portal.Features.Drafts.List;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.Drafts;

/// <summary>The list, what is done with many at once, the question about the same file, the receipt.</summary>
public sealed class DraftListPagesTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    private static readonly Guid Account = Guid.Parse(PortalFixture.Testovaya);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_chosen_is_checked_at_once_and_what_cannot_be_deleted_is_named()
    {
        var actor = await fixture.InAsync("director", PortalFixture.Testovaya);
        var first = await fixture.UploadAsync(actor, PortalFixture.Testovaya, Report.Another());
        var second = await fixture.UploadAsync(actor, PortalFixture.Testovaya, Report.Another());
        await using var tab = await fixture.TabAsync("director");
        var page = tab.Open<ReportsPage>(("AccountId", Account));
        await ChooseAsync(page, "thead input");
        PortalBunit.Shows(page, "Выбрано:");

        await PortalBunit.PressAsync(page, "Проверить (2)");
        await fixture.ReachAsync(actor, PortalFixture.Testovaya, first, DraftState.Checked);
        await fixture.ReachAsync(actor, PortalFixture.Testovaya, second, DraftState.Checked);
        PortalBunit.Shows(page, "К подписи");

        await fixture.Get<DraftStore>().MoveAsync(first, [DraftState.Checked], DraftState.Preparing, cancellationToken: Stop);
        await ChooseAsync(page, "thead input");
        // The press ends with the dialog that it opens.
        var pressed = PortalBunit.PressAsync(page, "Удалить");
        PortalBunit.Shows(page, "Будет удалено");
        await PortalBunit.ActAsync(page, () => page.FindAll(".mud-dialog button").FirstOrDefault(one => one.TextContent.Trim() == "Удалить"), one => one.ClickAsync());
        await pressed;

        PortalBunit.Shows(page, "Не удалены: 1 из");
        PortalBunit.Shows(page, "дождитесь окончания");
        Assert.Null(await fixture.Get<DraftStore>().FindForJobAsync(second, Stop));
        Assert.NotNull(await fixture.Get<DraftStore>().FindForJobAsync(first, Stop));
        await fixture.Get<DraftStore>().MoveAsync(first, [DraftState.Preparing], DraftState.Editing, cancellationToken: Stop);
        Assert.Contains(await fixture.Get<DeleteDrafts>().RunAsync(actor, PortalFixture.Testovaya, [first], Stop), line => line.Problem is null);
    }

    [Fact]
    public async Task Several_reports_go_by_one_press_each_on_its_own_and_a_refused_one_does_not_stop_the_others()
    {
        var journey = new ReportJourney(fixture.Portal, fixture.Outside);
        var (one, two) = (await journey.ReadyAsync(), await journey.ReadyAsync());
        await fixture.Outside.FaultAsync($"/drafts/{two.KonturDraftId}/send", status: 400);
        await using var tab = await fixture.TabAsync("director");
        tab.Go($"/a/{Account}/reports/send?d={one.Id},{two.Id}");
        var page = tab.Open<SendReviewPage>(("AccountId", Account));
        PortalBunit.Shows(page, "Готов к отправке");

        await PortalBunit.PressAsync(page, "Отправить 2 отчёта");

        PortalBunit.Shows(page, "Не отправлены: 1 из 2");
        PortalBunit.Shows(page, "Контур не принял отправку");
        await journey.StateAsync(one.Id, DraftState.Sent);
        PortalBunit.Shows(page, "Не отправлен");
        Assert.Equal(1, await fixture.Outside.AcceptedPostsAsync($"/drafts/{one.KonturDraftId}/send"));
        Assert.Equal(0, await fixture.Outside.AcceptedPostsAsync($"/drafts/{two.KonturDraftId}/send"));
    }

    [Fact]
    public async Task The_same_file_is_asked_about_and_goes_only_after_a_press_of_its_own()
    {
        var journey = new ReportJourney(fixture.Portal, fixture.Outside);
        var file = Report.Another();
        var (one, two) = (await journey.ReadyAsync(file), await journey.ReadyAsync(file));
        Assert.Equal(SendOutcome.Accepted, await journey.SendAsync(one.Id));
        await journey.StateAsync(one.Id, DraftState.Sent);
        Assert.Equal(SendOutcome.SameFile, await journey.SendAsync(two.Id));

        await using var tab = await fixture.TabAsync("director");
        var page = tab.Open<ReviewPage>(("AccountId", Account), ("DraftId", two.Id));
        PortalBunit.Shows(page, "Этот файл уже отправляли");
        PortalBunit.Shows(page, tab.Actor.Name);
        Assert.False(PortalBunit.Offers(page, "Отправить отчёт"));
        Assert.Contains(page.FindAll("a"), link => link.TextContent.Contains("Открыть отправленный", StringComparison.Ordinal));
        Assert.Equal(0, await fixture.Outside.AcceptedPostsAsync($"/drafts/{two.KonturDraftId}/send"));

        await PortalBunit.PressAsync(page, "Да, отправить ещё раз");
        PortalBunit.Shows(page, "Вы решили отправить его ещё раз");
        Assert.Equal(0, await fixture.Outside.AcceptedPostsAsync($"/drafts/{two.KonturDraftId}/send"));
        await PortalBunit.PressAsync(page, "Отправить отчёт");

        await journey.StateAsync(two.Id, DraftState.Sent);
        Assert.Equal(1, await fixture.Outside.AcceptedPostsAsync($"/drafts/{two.KonturDraftId}/send"));
    }

    [Fact]
    public async Task The_same_file_of_two_people_is_sent_by_one_and_the_other_is_told_who()
    {
        var file = Report.Another();
        var (director, accountant) = (new ReportJourney(fixture.Portal, fixture.Outside), new ReportJourney(fixture.Portal, fixture.Outside, "accountant"));
        var (one, two) = (await director.ReadyAsync(file), await accountant.ReadyAsync(file));

        var outcomes = await Task.WhenAll(director.SendAsync(one.Id), accountant.SendAsync(two.Id));

        Assert.Equal([SendOutcome.Accepted, SendOutcome.SameFile], outcomes.Order());
        var (won, lost) = outcomes[0] == SendOutcome.Accepted ? (director, two) : (accountant, one);
        var before = Assert.Single(await fixture.Get<SentFileStore>().BeforeAsync(lost.Id, Stop));
        Assert.Equal((await won.ActorAsync()).Name, before.PersonName);
    }

    [Fact]
    public async Task The_receipt_tells_who_when_what_and_the_vendors_numbers()
    {
        var journey = new ReportJourney(fixture.Portal, fixture.Outside);
        var draft = await journey.ReadyAsync();
        await using var tab = await fixture.TabAsync("director");
        var before = tab.Open<ReceiptPage>(("AccountId", Account), ("DraftId", draft.Id));
        PortalBunit.Shows(before, "Отчёт не отправлен");
        Assert.Equal(SendOutcome.Accepted, await journey.SendAsync(draft.Id));
        await journey.StateAsync(draft.Id, DraftState.Sent);

        var attempt = (await fixture.Get<DraftTaskStore>().AttemptsAsync(draft.Id, Stop))[0];
        Assert.Equal(SendAnswers.Accepted, attempt.Answer);
        Assert.NotNull(attempt.AnswerTrace);
        var page = tab.Open<ReceiptPage>(("AccountId", Account), ("DraftId", draft.Id));
        var document = (await fixture.Get<DraftStore>().DocumentsAsync(draft.Id, Stop))[0];
        foreach (var fact in new[] { attempt.PersonName, attempt.AnswerTrace, draft.KonturDraftId!, attempt.KonturTaskId!, attempt.DocflowId!, document.Sha256, document.FileName })
        {
            PortalBunit.Shows(page, fact);
        }

        var entry = await fixture.Get<FindSent>().RunAsync(tab.Actor, draft.Id, Stop);
        var sent = tab.Open<DocflowPage>(("AccountId", Account), ("EntryId", entry!.Id));
        PortalBunit.Shows(sent, "Квитанция об отправке");
    }

    private static Task ChooseAsync(IRenderedComponent<Microsoft.AspNetCore.Components.IComponent> page, string selector) => PortalBunit.ActAsync(
        page, () => page.FindAll(selector) is [var box, ..] ? box : null, box => box.ChangeAsync(new Microsoft.AspNetCore.Components.ChangeEventArgs { Value = true }));
}
