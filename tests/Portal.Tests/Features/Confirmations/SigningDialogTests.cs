using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Features.Confirmations;
using Portal.Features.Drafts;
using Portal.Shell;
using Portal.Testing;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.Confirmations;

/// <summary>Signing by a code from an SMS, from the press to the store and back to the screen.</summary>
public sealed class SigningDialogTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    private const string Account = PortalFixture.Testovaya;
    private const string Ask = "Подписать отчёт";

    private static readonly TimeSpan Patience = Eventually.DefaultTimeout;
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_code_pasted_with_spaces_signs_the_report_and_the_way_to_sending_opens()
    {
        var (actor, draftId, tab, screen) = await OpenAsync();
        await using var _ = tab;
        await PortalBunit.PressAsync(screen, Ask);
        PortalBunit.Shows(screen, "Код отправлен на номер +7 ••• •••-00-01");

        var code = await fixture.Outside.CodeAsync(PortalFixture.DirectorPhone);
        await PortalBunit.PasteCodeAsync(screen, $" {code[..3]} {code[3..]} ");

        PortalBunit.Hides(screen, "Подпись по коду из СМС");
        PortalBunit.Shows(screen, "Перейти к отправке");
        Assert.Equal(PortalUrls.ReportReview(Guid.Parse(Account), draftId), screen.FindAll("a.btn-primary").Single(link => link.TextContent == "Перейти к отправке").GetAttribute("href"));
        Assert.Equal(DraftState.Ready, (await fixture.ReadAsync(actor, Account, draftId)).Draft.State);
        Assert.Equal(1, await fixture.Outside.AcceptedPostsAsync($"{await KonturDraftAsync(actor, draftId)}/cloud-sign-confirm"));
    }

    [Fact]
    public async Task A_wrong_code_says_so_in_the_words_of_the_service_and_the_dialog_stays()
    {
        var (actor, draftId, tab, screen) = await OpenAsync();
        await using var _ = tab;
        await PortalBunit.PressAsync(screen, Ask);
        var code = await CodeShownAsync(screen);

        await PortalBunit.PasteCodeAsync(screen, Wrong(code));

        PortalBunit.Shows(screen, "Неверный код подтверждения. Осталось попыток: 2");
        PortalBunit.Shows(screen, "Подпись по коду из СМС");
        Assert.Equal(DraftState.Checked, (await fixture.ReadAsync(actor, Account, draftId)).Draft.State);

        await PortalBunit.PasteCodeAsync(screen, code);

        PortalBunit.Hides(screen, "Подпись по коду из СМС");
        await fixture.ReachAsync(actor, Account, draftId, DraftState.Signed, DraftState.Preparing, DraftState.Ready);
    }

    [Fact]
    public async Task The_last_wrong_code_ends_the_attempts_and_a_new_code_is_asked_for_in_the_same_dialog()
    {
        var (actor, draftId, tab, screen) = await OpenAsync();
        await using var _ = tab;
        await PortalBunit.PressAsync(screen, Ask);
        var code = await CodeShownAsync(screen);
        foreach (var wrong in new[] { Wrong(code), Wrong(code, 2), Wrong(code, 3) })
        {
            await PortalBunit.PasteCodeAsync(screen, wrong);
        }

        PortalBunit.Shows(screen, "Попытки исчерпаны, запросите новый код.");

        await PortalBunit.PressAsync(screen, "Запросить новый код");
        var fresh = await NewCodeAsync(code);
        await PortalBunit.PasteCodeAsync(screen, fresh);

        PortalBunit.Hides(screen, "Подпись по коду из СМС");
        await fixture.ReachAsync(actor, Account, draftId, DraftState.Signed, DraftState.Preparing, DraftState.Ready);
    }

    [Fact]
    public async Task A_code_that_has_expired_says_so_in_the_words_of_the_service()
    {
        var (actor, draftId, tab, screen) = await OpenAsync();
        await using var _ = tab;
        await PortalBunit.PressAsync(screen, Ask);
        var code = await CodeShownAsync(screen);
        await fixture.Outside.AdvanceAsync("00:11:00");

        await PortalBunit.PasteCodeAsync(screen, code);

        PortalBunit.Shows(screen, "Срок действия кода истёк. Запросите новый код.");
        Assert.True(PortalBunit.Offers(screen, "Запросить новый код"));
        Assert.Equal(DraftState.Checked, (await fixture.ReadAsync(actor, Account, draftId)).Draft.State);
    }

    [Fact]
    public async Task A_new_code_goes_out_only_by_a_press_and_the_old_one_is_refused()
    {
        var (actor, draftId, tab, screen) = await OpenAsync();
        await using var _ = tab;
        await PortalBunit.PressAsync(screen, Ask);
        var old = await CodeShownAsync(screen);
        var path = $"{await KonturDraftAsync(actor, draftId)}/cloud-sign$";
        await PortalBunit.PasteCodeAsync(screen, Wrong(old));
        PortalBunit.Shows(screen, "Осталось попыток: 2");
        Assert.Equal(1, await fixture.Outside.AcceptedPostsAsync(path));

        await PortalBunit.PressAsync(screen, "Запросить новый код");
        var fresh = await NewCodeAsync(old);
        Assert.Equal(2, await fixture.Outside.AcceptedPostsAsync(path));
        PortalBunit.Hides(screen, "Осталось попыток");

        await PortalBunit.PasteCodeAsync(screen, old);
        PortalBunit.Shows(screen, "Неверный код подтверждения. Осталось попыток: 2");
        Assert.Equal(DraftState.Checked, (await fixture.ReadAsync(actor, Account, draftId)).Draft.State);

        await PortalBunit.PasteCodeAsync(screen, fresh);
        PortalBunit.Hides(screen, "Подпись по коду из СМС");
        await fixture.ReachAsync(actor, Account, draftId, DraftState.Signed, DraftState.Preparing, DraftState.Ready);
    }

    [Fact]
    public async Task Closing_the_dialog_keeps_the_operation_and_coming_back_shows_the_same_one()
    {
        var (actor, draftId, tab, screen) = await OpenAsync();
        await using var first = tab;
        var before = (await fixture.Get<ListWaiting>().RunAsync(actor, cancellation)).Count;
        await PortalBunit.PressAsync(screen, Ask);
        var code = await CodeShownAsync(screen);
        var begun = (await fixture.ReadAsync(actor, Account, draftId)).Signing!;

        await PortalBunit.PressAsync(screen, "Закрыть");
        PortalBunit.Hides(screen, "Подпись по коду из СМС");
        PortalBunit.Shows(screen, "Ждём код из СМС");
        Assert.Equal(before + 1, (await fixture.Get<ListWaiting>().RunAsync(actor, cancellation)).Count);

        await using var second = await fixture.TabAsync("director");
        var later = Show(second, draftId);
        await PortalBunit.PressAsync(later, "Ввести код");
        PortalBunit.Shows(later, "Код отправлен на номер +7 ••• •••-00-01");
        Assert.Equal(1, await fixture.Outside.AcceptedPostsAsync($"{begun.KonturId}/cloud-sign$"));

        await PortalBunit.PasteCodeAsync(later, code);
        PortalBunit.Shows(later, "Перейти к отправке");
        PortalBunit.Shows(screen, "Перейти к отправке");
        Assert.Equal(begun.Id, (await fixture.ReadAsync(actor, Account, draftId)).Signing!.Id);
        Assert.Equal(before, (await fixture.Get<ListWaiting>().RunAsync(actor, cancellation)).Count);
    }

    [Fact]
    public async Task The_badge_in_the_header_counts_what_waits_and_forgets_what_was_given_up()
    {
        var (_, draftId, tab, screen) = await OpenAsync();
        await using var _ = tab;
        var frame = tab.Open<MainLayout>((nameof(MainLayout.Body), (RenderFragment)(_ => { })));
        frame.WaitForAssertion(() => Assert.NotNull(tab.Header.PersonName));
        var before = tab.Header.WaitingConfirmations;

        await PortalBunit.PressAsync(screen, Ask);
        await CodeShownAsync(screen);
        frame.WaitForAssertion(() => Assert.Equal($"{before + 1}", frame.Find("a.waits .count").TextContent), Patience);
        Assert.Equal(PortalUrls.Waiting(Guid.Parse(Account)), frame.Find("a.waits").GetAttribute("href"));

        var waiting = tab.Open<WaitingPage>((nameof(WaitingPage.AccountId), Guid.Parse(Account)));
        PortalBunit.Shows(waiting, Report.Good.FileName);

        await PortalBunit.PressAsync(screen, "Закрыть");
        await PortalBunit.PressAsync(screen, "Отказаться от подписания");
        frame.WaitForAssertion(() => Assert.Equal(before, tab.Header.WaitingConfirmations), Patience);
        PortalBunit.Shows(screen, "Подпишите отчёт");
    }

    [Fact]
    public async Task A_colleague_of_the_same_account_sees_neither_the_report_nor_its_signature()
    {
        var (actor, draftId, tab, screen) = await OpenAsync();
        await using var _ = tab;
        await PortalBunit.PressAsync(screen, Ask);
        await CodeShownAsync(screen);
        var signing = (await fixture.ReadAsync(actor, Account, draftId)).Signing!;

        await using var other = await fixture.TabAsync("accountant");
        PortalBunit.Shows(Show(other, draftId), "Такой страницы нет или у вас нет к ней доступа");
        await Assert.ThrowsAsync<AccessDeniedException>(() => fixture.Get<ConfirmSigning>().RunAsync(other.Actor, signing.Id, "000000", cancellation));
    }

    private async Task<string> CodeShownAsync(IRenderedComponent<IComponent> screen)
    {
        PortalBunit.Shows(screen, "Код отправлен на номер");
        return await fixture.Outside.CodeAsync(PortalFixture.DirectorPhone);
    }

    private Task<string> NewCodeAsync(string old) => Eventually.GetAsync(
        async () => await fixture.Outside.CodeAsync(PortalFixture.DirectorPhone) is { } code && code != old ? code : null, "a new code comes", cancellationToken: cancellation);

    // Another six digits than the code.
    private static string Wrong(string code, int by = 1) => ((int.Parse(code, CultureInfo.InvariantCulture) + by) % 1_000_000).ToString("000000", CultureInfo.InvariantCulture);

    private async Task<(Actor Actor, string DraftId, PortalBunit Tab, IRenderedComponent<IComponent> Screen)> OpenAsync()
    {
        var actor = await fixture.InAsync("director", Account);
        var draftId = await fixture.CheckedAsync(actor, Account);
        var tab = await fixture.TabAsync("director");
        return (actor, draftId, tab, Show(tab, draftId));
    }

    private static IRenderedComponent<IComponent> Show(PortalBunit tab, string draftId) =>
        tab.Open<ReportPage>((nameof(ReportPage.AccountId), Guid.Parse(Account)), (nameof(ReportPage.DraftId), draftId));

    private async Task<string> KonturDraftAsync(Actor actor, string draftId) => (await fixture.ReadAsync(actor, Account, draftId)).Draft.KonturDraftId!;
}
