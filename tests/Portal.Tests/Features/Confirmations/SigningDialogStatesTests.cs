using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Features.Confirmations;
using Portal.Tests.Fixtures;
using Portal.Ui;

namespace Portal.Tests.Features.Confirmations;

/// <summary>Every state of the dialog: the words, and what can be pressed.</summary>
public sealed class SigningDialogStatesTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    private const string NewCode = "Запросить новый код";
    private const string Again = "Отправить запрос ещё раз";
    private const string Send = "Подписать";
    private const string Leave = "Отказаться ждать";

    public static TheoryData<SigningState, SigningWay, SigningPhase?, string, string> States => new()
    {
        { SigningState.Starting, SigningWay.Sms, null, "Запрашиваем подтверждение у Контура", "" },
        { SigningState.Confirming, SigningWay.Sms, null, "Вводить код ещё раз не нужно", "" },
        { SigningState.Waiting, SigningWay.Sms, null, "Код отправлен на номер +7 ••• •••-00-01", $"{NewCode}|{Send}" },
        { SigningState.Waiting, SigningWay.MyDss, null, "Подтвердите подписание на телефоне", Leave },
        { SigningState.Waiting, SigningWay.MyDss, SigningPhase.Queued, "Контур готовит запрос на телефон", Leave },
        { SigningState.Waiting, SigningWay.MyDss, SigningPhase.OnPhone, "нажмите «Подтвердить» и введите ПИН-код", Leave },
        { SigningState.Waiting, SigningWay.MyDss, SigningPhase.Running, "На телефоне больше ничего делать не нужно", Leave },
        { SigningState.Waiting, SigningWay.MyDss, SigningPhase.BehindAnother, "В приложении ждёт другая операция", Leave },
        { SigningState.Left, SigningWay.MyDss, SigningPhase.GivenUp, "Вы отказались ждать", Again },
        { SigningState.Ended, SigningWay.MyDss, SigningPhase.Declined, "Вы отклонили подписание в приложении.", Again },
        { SigningState.Ended, SigningWay.MyDss, SigningPhase.TimedOut, "Время на подтверждение в приложении вышло.", Again },
        { SigningState.Ended, SigningWay.MyDss, SigningPhase.AttemptsUsedUp, "Попытки ввести ПИН-код закончились.", Again },
        { SigningState.Ended, SigningWay.MyDss, SigningPhase.Crashed, "Контур не смог поставить подпись.", Again },
        { SigningState.Ended, SigningWay.Sms, SigningPhase.GivenUp, "Вы отказались от подписания.", NewCode },
        { SigningState.Ended, SigningWay.Sms, SigningPhase.Interrupted, "Подписание закончилось без подписи.", NewCode },
        { SigningState.Ended, SigningWay.Sms, SigningPhase.Changed, "Документы изменились после того, как вы нажали «Подписать».", "" },
        { SigningState.Ended, SigningWay.Sms, SigningPhase.NotAvailable, "Контур не подписывает черновики облачным сертификатом.", "" },
        { SigningState.Superseded, SigningWay.Sms, null, "Запрошен новый код", "" },
        { SigningState.Confirmed, SigningWay.Sms, null, "Подписано", "" },
    };

    [Theory]
    [MemberData(nameof(States))]
    public async Task A_state_is_said_in_words_with_what_can_be_done(SigningState state, SigningWay way, SigningPhase? phase, string says, string offers)
    {
        await using var tab = await fixture.TabAsync("director");
        var screen = Show(tab, Of(state, way, phase));

        PortalBunit.Shows(screen, says);
        PortalBunit.Shows(screen, "Иванов Иван Иванович");
        PortalBunit.Shows(screen, "Отчёт.xml");
        Assert.True(PortalBunit.Offers(screen, "Закрыть"));
        Assert.Equal(
            offers.Split('|', StringSplitOptions.RemoveEmptyEntries).Order(),
            new[] { NewCode, Again, Send, Leave }.Where(button => PortalBunit.Offers(screen, button)).Order());
        Assert.Equal(state == SigningState.Waiting && way == SigningWay.Sms, screen.FindComponents<CodeField>().Count == 1);
        if (state == SigningState.Ended)
        {
            PortalBunit.Shows(screen, "Отчёт не подписан и не отправлен.");
        }
    }

    [Theory]
    [InlineData(0, "Код действует примерно ещё 10 минут.")]
    [InlineData(-580, "Код действует примерно ещё меньше минуты.")]
    [InlineData(-700, "Код, скорее всего, уже не действует.")]
    public async Task The_countdown_is_said_to_be_a_guess_and_an_old_code_may_still_be_typed(int askedSecondsAgo, string says)
    {
        await using var tab = await fixture.TabAsync("director");
        var screen = Show(tab, Of(SigningState.Waiting, SigningWay.Sms, null) with { AskedAt = TimeProvider.System.GetUtcNow().AddSeconds(askedSecondsAgo) });

        PortalBunit.Shows(screen, says);
        Assert.False(screen.FindComponent<CodeField>().Instance.Disabled);
    }

    [Fact]
    public async Task What_the_service_said_of_a_wrong_code_stands_at_the_field()
    {
        await using var tab = await fixture.TabAsync("director");
        var screen = Show(tab, Of(SigningState.Waiting, SigningWay.Sms, null) with { Message = "Неверный код подтверждения. Осталось попыток: 2" });

        PortalBunit.Shows(screen, "Осталось попыток: 2");
        Assert.Equal("Неверный код подтверждения. Осталось попыток: 2", screen.FindComponent<CodeField>().Instance.Error);
    }

    private static IRenderedComponent<IComponent> Show(PortalBunit tab, Signing signing) => tab.Open<SigningDialog>(
        (nameof(SigningDialog.Signing), signing), (nameof(SigningDialog.OnLeave), EventCallback.Factory.Create(tab, () => { })));

    private static Signing Of(SigningState state, SigningWay way, SigningPhase? phase) => new()
    {
        Id = "s", SubjectId = "d", LinkId = "l", AccountId = "a", KonturId = "k", State = state, Way = way, Phase = phase, Thumbprint = "AA", Owner = "Иванов Иван Иванович",
        PhoneMask = "+7 ••• •••-00-01", Documents = [new SignedDocument("d", "Отчёт.xml", "ab")], StartedAt = TimeProvider.System.GetUtcNow(),
    };
}
