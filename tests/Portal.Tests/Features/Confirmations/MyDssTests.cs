using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Features.Confirmations;
using Portal.Features.Drafts;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.Confirmations;

/// <summary>Signing confirmed in the MyDSS application: nothing is typed, a job learns what the person did on the phone.</summary>
public sealed class MyDssTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    private const string Account = PortalFixture.Vector;

    [Fact]
    public async Task Confirming_on_the_phone_signs_the_report_with_the_dialog_closed()
    {
        await using var tab = await fixture.TabAsync("mydss");
        var (draftId, screen) = await AskAsync(tab);
        PortalBunit.Shows(screen, "Подтвердите подписание на телефоне");
        Assert.Empty(screen.FindComponents<Portal.Ui.CodeField>());
        Assert.False(PortalBunit.Offers(screen, "Подписать"));
        await PortalBunit.PressAsync(screen, "Закрыть");
        PortalBunit.Shows(screen, "Подтвердите на телефоне");

        await AnswerAsync(tab, draftId, "approve");

        PortalBunit.Shows(screen, "Перейти к отправке");
        Assert.Equal(SigningState.Confirmed, (await fixture.ReadAsync(tab.Actor, Account, draftId)).Signing!.State);
    }

    [Fact]
    public async Task Declining_on_the_phone_is_told_in_words_and_the_report_stays_unsigned()
    {
        await using var tab = await fixture.TabAsync("mydss");
        var (draftId, screen) = await AskAsync(tab);
        PortalBunit.Shows(screen, "Подтверждение в MyDSS");

        await AnswerAsync(tab, draftId, "decline");

        PortalBunit.Shows(screen, "Вы отклонили подписание в приложении.");
        PortalBunit.Shows(screen, "Отчёт не подписан и не отправлен.");
        Assert.Equal(DraftState.Checked, (await fixture.ReadAsync(tab.Actor, Account, draftId)).Draft.State);
        Assert.Empty(await fixture.Get<ListWaiting>().RunAsync(tab.Actor, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Not_answering_on_the_phone_in_time_is_told_in_words()
    {
        await using var tab = await fixture.TabAsync("mydss");
        var (draftId, screen) = await AskAsync(tab);
        PortalBunit.Shows(screen, "Подтверждение в MyDSS");

        await fixture.Outside.AdvanceAsync("00:11:00");

        PortalBunit.Shows(screen, "Время на подтверждение в приложении вышло.");
        Assert.Equal(DraftState.Checked, (await fixture.ReadAsync(tab.Actor, Account, draftId)).Draft.State);
    }

    private async Task<(string DraftId, IRenderedComponent<IComponent> Screen)> AskAsync(PortalBunit tab)
    {
        var actor = await fixture.InAsync("mydss", Account);
        var draftId = await fixture.CheckedAsync(actor, Account, Report.OfVector);
        var screen = tab.Open<ReportPage>((nameof(ReportPage.AccountId), Guid.Parse(Account)), (nameof(ReportPage.DraftId), draftId));
        await PortalBunit.PressAsync(screen, "Подписать отчёт");
        return (draftId, screen);
    }

    private async Task AnswerAsync(PortalBunit tab, string draftId, string answer)
    {
        await fixture.Outside.AnswerMyDssAsync((await fixture.ReadAsync(tab.Actor, Account, draftId)).Signing!.KonturTaskId!, answer);
    }
}
