using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Features.Goskey.Senders;
using Portal.Shell;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.Goskey.Senders;

/// <summary>The list and the page of a sender, click by click.</summary>
public sealed class SenderPagesTests(SendersFixture fixture) : IClassFixture<SendersFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_list_names_every_sender_and_what_of_it_ends_first()
    {
        var profile = await fixture.SecondAsync();
        await using var tab = await fixture.Portal.TabAsync("admin1");

        var screen = tab.Open<SendersPage>();

        PortalBunit.Shows(screen, "ООО «Вторая»");
        PortalBunit.Shows(screen, "Тестовая");
        PortalBunit.Shows(screen, "Сертификат ключа");
        Assert.Contains(screen.FindAll("a.row-link"), link => link.GetAttribute("href") == PortalUrls.Sender(profile.Id));
    }

    [Fact]
    public async Task An_empty_form_complains_beside_every_field_and_makes_nothing()
    {
        await using var tab = await fixture.Portal.TabAsync("admin1");
        var before = (await fixture.Get<SenderStore>().ListAsync(Stop)).Count;
        var screen = tab.Open<SenderPage>();
        Assert.Equal("", Error(screen, "sender-inn"));

        await PortalBunit.PressAsync(screen, "Добавить отправителя");

        Assert.Equal("Укажите ИНН", Error(screen, "sender-inn"));
        Assert.Equal("Укажите API-Key", Error(screen, "sender-api-key"));
        Assert.Equal("Выберите ключ, которым подписывает портал", Error(screen, "sender-key"));
        Assert.Equal(before, (await fixture.Get<SenderStore>().ListAsync(Stop)).Count);
    }

    [Fact]
    public async Task A_profile_is_typed_refused_for_a_foreign_key_mended_and_checked_at_ESIA()
    {
        var old = await fixture.SecondAsync();
        await fixture.Get<CloseSender>().RunAsync(await fixture.AdminAsync(), old.Id, old.Version, Stop);
        await using var tab = await fixture.Portal.TabAsync("admin1");
        var screen = tab.Open<SenderPage>();
        foreach (var (id, text) in new[]
        {
            ("sender-organization", "ООО «Вторая»"), ("sender-inn", SendersFixture.SecondInn), ("sender-ogrn", fixture.SecondOgrn), ("sender-region", "45000000000"), ("sender-mnemonic", "DEMO02"),
            ("sender-api-key", fixture.SecondApiKey), ("sender-person", "Вторая Вера Васильевна"),
        })
        {
            await screen.Find("#" + id).InputAsync(new ChangeEventArgs { Value = text });
        }

        await screen.Find("#sender-key").ChangeAsync(new ChangeEventArgs { Value = "sandbox" });
        await PortalBunit.PressAsync(screen, "Добавить отправителя");
        Assert.StartsWith("Ключ другой организации", Error(screen, "sender-key"), StringComparison.Ordinal);

        await screen.Find("#sender-key").ChangeAsync(new ChangeEventArgs { Value = "second" });
        Assert.Equal("", Error(screen, "sender-key"));
        await PortalBunit.PressAsync(screen, "Добавить отправителя");
        var made = Assert.Single(await fixture.Get<SenderStore>().ListAsync(Stop), one => one is { Inn: SendersFixture.SecondInn, State: SenderState.Active });
        tab.Goes(screen, PortalUrls.Sender(made.Id));

        var page = tab.Open<SenderPage>((nameof(SenderPage.SenderId), made.Id));
        PortalBunit.Shows(page, "Проверить ключ в ЕСИА");
        Assert.DoesNotContain(fixture.SecondApiKey, page.Markup, StringComparison.Ordinal);
        Assert.Equal($"••••{fixture.SecondApiKey[^4..]}", page.Find("#sender-api-key").GetAttribute("placeholder"));
        await PortalBunit.PressAsync(page, "Проверить ключ в ЕСИА");
        PortalBunit.Shows(page, "Ключ работает");
        await fixture.RefuseAsync("ESIA-037214");
        try
        {
            await PortalBunit.PressAsync(page, "Проверить ключ в ЕСИА");
            PortalBunit.Shows(page, "API-Key заблокирован");
            PortalBunit.Shows(page, "Код ЕСИА: ESIA-037214.");
            PortalBunit.Hides(page, "Ключ работает");
        }
        finally
        {
            await fixture.RefuseAsync(null);
        }
    }

    [Fact]
    public async Task A_stale_page_writes_nothing_over_the_other_one()
    {
        var profile = await fixture.SecondAsync();
        await using var tab = await fixture.Portal.TabAsync("admin1");
        await using var other = await fixture.Portal.TabAsync("admin2");
        var (mine, theirs) = (tab.Open<SenderPage>((nameof(SenderPage.SenderId), profile.Id)), other.Open<SenderPage>((nameof(SenderPage.SenderId), profile.Id)));

        await theirs.Find("#sender-region").InputAsync(new ChangeEventArgs { Value = "77" });
        await PortalBunit.PressAsync(theirs, "Сохранить");
        await mine.Find("#sender-region").InputAsync(new ChangeEventArgs { Value = "78" });
        await PortalBunit.PressAsync(mine, "Сохранить");

        PortalBunit.Shows(mine, "Этот профиль только что изменили");
        Assert.Equal("77", (await fixture.Get<SenderStore>().FindAsync(profile.Id, Stop))!.Region);
    }

    [Fact]
    public async Task A_person_is_found_given_a_right_and_loses_it()
    {
        var profile = await fixture.SecondAsync();
        var person = await fixture.Portal.PersonAsync("partner-7001", "Уникальнова Ульяна Юрьевна");
        await using var tab = await fixture.Portal.TabAsync("admin1");
        var screen = tab.Open<SenderPage>((nameof(SenderPage.SenderId), profile.Id));
        PortalBunit.Shows(screen, "Пока никому");

        await PortalBunit.PressAsync(screen, "Дать право");
        Assert.Equal("Найдите человека по имени", Error(screen, "right-person"));
        await screen.Find("#right-person").InputAsync(new ChangeEventArgs { Value = "нетакого" });
        PortalBunit.Shows(screen, "Никого не нашлось");
        await screen.Find("#right-person").InputAsync(new ChangeEventArgs { Value = "ульяна уник" });
        PortalBunit.Shows(screen, "Уникальнова Ульяна Юрьевна");
        await PortalBunit.ActAsync(screen, () => screen.FindAll("input[name=right-person-choice]").SingleOrDefault(), one => one.ChangeAsync(new ChangeEventArgs { Value = true }));
        await PortalBunit.PressAsync(screen, "Дать право");
        Assert.StartsWith("Укажите номер доверенности", Error(screen, "right-warrant"), StringComparison.Ordinal);
        await screen.Find("#right-warrant").InputAsync(new ChangeEventArgs { Value = "77-Г" });
        await screen.Find("#right-ends").InputAsync(new ChangeEventArgs { Value = "2099-12-31" });
        await PortalBunit.PressAsync(screen, "Дать право");

        PortalBunit.Shows(screen, "№ 77-Г");
        Assert.Equal(SenderRightKind.Employee, (await fixture.Get<FindSendingRight>().RunAsync(person, profile.Id, Stop)).Right.Kind);
        var revoke = PortalBunit.ActAsync(screen, () => screen.Find("button[aria-label^='Отозвать право']"), one => one.ClickAsync());
        await PortalBunit.PressAsync(screen, "Отозвать право");
        await revoke;
        PortalBunit.Shows(screen, "Пока никому");
        Assert.Empty(await fixture.Get<ListOwnSenders>().RunAsync(person, Stop));
    }

    [Fact]
    public async Task A_closed_profile_shows_no_form()
    {
        var profile = await fixture.SecondAsync();
        await using var tab = await fixture.Portal.TabAsync("admin1");
        var screen = tab.Open<SenderPage>((nameof(SenderPage.SenderId), profile.Id));

        var close = PortalBunit.ActAsync(screen, () => screen.Find("button.close"), one => one.ClickAsync());
        await PortalBunit.ActAsync(screen, () => screen.FindAll(".mud-dialog button").SingleOrDefault(one => one.TextContent.Trim() == "Закрыть профиль"), one => one.ClickAsync());
        await close;

        PortalBunit.Shows(screen, "Закрыт");
        Assert.Empty(screen.FindAll("#sender-inn"));
        Assert.Empty(screen.FindAll("#right-person"));
        Assert.Equal(SenderState.Closed, (await fixture.Get<SenderStore>().FindAsync(profile.Id, Stop))!.State);
    }

    [Fact]
    public async Task An_unknown_sender_is_said_to_be_none()
    {
        await using var tab = await fixture.Portal.TabAsync("admin1");
        PortalBunit.Shows(tab.Open<SenderPage>((nameof(SenderPage.SenderId), "none")), "Такого отправителя нет");
    }

    private static string Error(IRenderedComponent<IComponent> screen, string id) => screen.Find($"#{id}-error").TextContent;
}
