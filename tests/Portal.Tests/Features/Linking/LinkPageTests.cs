using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Features.AccountLinks.Registry;
using Portal.Features.Audit;
using Portal.Features.Linking;
using Portal.Tests.Fixtures;
using Portal.Ui;

namespace Portal.Tests.Features.Linking;

/// <summary>«Проверьте, это вы?»: the first sign-in of a person, against the Authenticator of the simulator.</summary>
public sealed class LinkPageTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    private const string Link = "Связать";
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_newcomer_recognises_themselves_and_is_linked()
    {
        var newcomer = Partner.Demo("newcomer");
        await using var tab = await fixture.TabAsync("newcomer");
        var screen = tab.Open<LinkPage>();

        PortalBunit.Shows(screen, "Проверьте, это вы?");
        foreach (var fact in new[] { newcomer.FullName, "Тестовая", "ИНН 6676130154, КПП 667601001", "+7 ••• •••-00-03", await EndDateAsync(tab.Actor) })
        {
            PortalBunit.Shows(screen, fact);
        }

        Assert.DoesNotContain(newcomer.Phone!, string.Concat(PortalBunit.Words(screen).Where(char.IsAsciiDigit)), StringComparison.Ordinal);
        Assert.DoesNotContain(newcomer.Phone!, screen.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(newcomer.Snils!, screen.Markup, StringComparison.Ordinal);
        Assert.Null(await fixture.Get<LinkStore>().FindOfPersonAsync(tab.Actor.PersonId, cancellation));

        await PortalBunit.PressAsync(screen, Link);

        tab.Goes(screen, "/accounts");
        var link = await fixture.Get<LinkStore>().FindOfPersonAsync(tab.Actor.PersonId, cancellation);
        Assert.Equal(LinkState.Active, link!.State);
        Assert.Single(await fixture.Outside.RequestsAsync("register-external-service-id"), call => call is { Status: 200 });

        await using var later = await fixture.TabAsync("newcomer");
        later.Go("/link");
        later.Goes(later.Open<LinkPage>(), "/");
    }

    [Fact]
    public async Task It_is_not_me_links_nothing_and_leaves_a_row_for_the_administrator()
    {
        var row = new RegistryRow { User = "partner-9001", Phone = "9020000061" };
        await fixture.ImportAsync(row);
        await using var tab = await TabOfAsync("partner-9001");
        var screen = tab.Open<LinkPage>();

        await PortalBunit.PressAsync(screen, "Это не я");

        PortalBunit.Shows(screen, "Мы ничего не связали");
        Assert.Null(await fixture.Get<LinkStore>().FindOfPersonAsync(tab.Actor.PersonId, cancellation));
        var audit = Assert.Single(await fixture.Get<AuditStore>().OfObjectAsync(row.Thumbprint, 10, cancellation));
        Assert.Equal(("link.not-me", "disputed", tab.Actor.PersonId), (audit.Operation, audit.Outcome, audit.PersonId));
    }

    [Fact]
    public async Task A_stranger_is_told_what_to_ask_the_administrator_for()
    {
        var stranger = Partner.Demo("stranger");
        await using var tab = await fixture.TabAsync("stranger");
        var screen = tab.Open<LinkPage>();

        PortalBunit.Shows(screen, "Вас нет в реестре сертификатов");
        PortalBunit.Shows(screen, "Попросите администратора проверить, выдан ли вам сертификат");
        PortalBunit.Shows(screen, stranger.FullName);
        PortalBunit.Shows(screen, stranger.Subject);
        Assert.NotNull(screen.Find($"[data-copy='{stranger.Subject}']"));
        Assert.False(PortalBunit.Offers(screen, Link));
        Assert.IsType<LinkOutcome.NotInRegistry>(await fixture.Get<LinkToKontur>().RunAsync(tab.Actor, cancellation));
    }

    [Fact]
    public async Task A_stranger_who_was_added_to_the_registry_finds_themselves_by_pressing_again()
    {
        await using var tab = await TabOfAsync("partner-9002");
        var screen = tab.Open<LinkPage>();
        PortalBunit.Shows(screen, "Вас нет в реестре сертификатов");

        await fixture.ImportAsync(new RegistryRow { User = "partner-9002", FullName = "Добавленный Иван Ильич", Phone = "9020000062" });
        await PortalBunit.PressAsync(screen, "Проверить ещё раз");

        PortalBunit.Shows(screen, "Добавленный Иван Ильич");
        Assert.True(PortalBunit.Offers(screen, Link));
    }

    [Theory]
    [InlineData("UserNotUniq", "9020000098", "partner-9003")]
    [InlineData("ForbiddenForTargetUser", "9020000099", "partner-9004")]
    [InlineData("UserNotFound", "9020000077", "partner-9005")]
    public async Task A_refusal_of_Kontur_is_told_with_advice_and_a_number(string code, string phone, string subject)
    {
        await fixture.ImportAsync(new RegistryRow { User = subject, Phone = phone });
        await using var tab = await TabOfAsync(subject);
        var screen = tab.Open<LinkPage>();
        await PortalBunit.PressAsync(screen, Link);

        var (what, advice) = RefusalWords.Of(code);
        PortalBunit.Shows(screen, "Связать не получилось");
        PortalBunit.Shows(screen, what);
        PortalBunit.Shows(screen, advice);
        var link = await fixture.Get<LinkStore>().FindOfPersonAsync(tab.Actor.PersonId, cancellation);
        Assert.Equal((LinkState.Refused, code), (link!.State, link.RefusalCode));
        Assert.False(string.IsNullOrEmpty(link.RefusalTrace));
        PortalBunit.Shows(screen, link.RefusalTrace!);

        // The words are there after a reload too.
        await using var later = await TabOfAsync(subject);
        PortalBunit.Shows(later.Open<LinkPage>(), what);
    }

    [Fact]
    public async Task Two_people_with_one_phone_are_never_one_user_of_Kontur()
    {
        await fixture.ImportAsync(new RegistryRow { User = "partner-9006", Phone = "9020000002" });
        await using var tab = await TabOfAsync("partner-9006");
        var screen = tab.Open<LinkPage>();
        await PortalBunit.PressAsync(screen, Link);

        PortalBunit.Shows(screen, "Ваш телефон уже занят");
        Assert.Null(await fixture.Get<LinkStore>().FindOfPersonAsync(tab.Actor.PersonId, cancellation));
    }

    [Fact]
    public async Task A_refusal_that_explains_nothing_has_its_words_too()
    {
        await fixture.ImportAsync(new RegistryRow { User = "partner-9007", Phone = "9020000063" });
        await using var tab = await TabOfAsync("partner-9007");
        var screen = tab.Open<LinkPage>();
        await fixture.Outside.FaultAsync("register-external-service-id", "PUT", status: 403);
        await PortalBunit.PressAsync(screen, Link);

        PortalBunit.Shows(screen, RefusalWords.Of("UnknownError").What);
        Assert.Equal("UnknownError", (await fixture.Get<LinkStore>().FindOfPersonAsync(tab.Actor.PersonId, cancellation))!.RefusalCode);
    }

    [Theory]
    [InlineData("UserNotFound")]
    [InlineData("UserNotUniq")]
    [InlineData("ForbiddenForTargetUser")]
    [InlineData("InvalidApiKey")]
    [InlineData("NotId")]
    [InlineData("UnknownError")]
    [InlineData("SomethingOfTheFuture")]
    [InlineData(null)]
    public void Every_code_has_plain_words_and_advice(string? code)
    {
        var (what, advice) = RefusalWords.Of(code);

        foreach (var text in new[] { what, advice })
        {
            Assert.True(text.Length > 20, text);
            Assert.DoesNotContain(text, letter => char.IsAsciiLetter(letter));
        }
    }

    [Fact]
    public void No_two_known_codes_share_their_words()
    {
        string[] known = ["UserNotFound", "UserNotUniq", "ForbiddenForTargetUser", "InvalidApiKey", "NotId", "UnknownError"];

        Assert.Equal(known.Length, known.Select(code => RefusalWords.Of(code).What).Distinct().Count());
        Assert.Equal(RefusalWords.Of("UnknownError"), RefusalWords.Of("SomethingOfTheFuture"));
    }

    private async Task<PortalBunit> TabOfAsync(string subject) => await PortalBunit.OpenAsync(fixture.Portal, await fixture.PersonAsync(subject));

    private async Task<string> EndDateAsync(Actor actor) =>
        MoscowTime.Day((await fixture.Get<FindRegistryRows>().RunAsync(actor, cancellation))[0].ValidUntil);
}
