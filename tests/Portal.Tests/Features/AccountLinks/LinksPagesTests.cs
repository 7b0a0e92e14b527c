using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Features.AccountLinks;
using Portal.Features.Linking;
using Portal.Shell;
using Portal.Testing;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.AccountLinks;

/// <summary>The console of links: the list, one link with its actions, the move to another Kontur user, and the list of refusals.</summary>
public sealed class LinksPagesTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    private const string Approve = "Одобрить";
    private const string Move = "Перепривязать";
    private const string AskMove = "Попросить о перепривязке";
    private const string ApproveMove = "Согласовать перепривязку";
    private const string CancelMove = "Отменить перепривязку";

    private static readonly TimeSpan Patience = Eventually.DefaultTimeout;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_list_says_who_works_as_whom_and_in_which_state()
    {
        var active = new RegistryRow { User = "partner-9701", FullName = "Списков Артём Ильич", Phone = "9031130101" };
        var activeLink = await fixture.Portal.LinkedAsync(active);
        var blocked = await fixture.Portal.LinkedAsync(new RegistryRow { User = "partner-9702", FullName = "Списков Борис Ильич", Phone = "9031130102" });
        await fixture.Portal.LinkedAsync(new RegistryRow { User = "partner-9703", FullName = "Списков Виктор Ильич", Phone = "9031130103" }, LinkState.AwaitingApproval);
        await fixture.Portal.RefusedAsync(new RegistryRow { User = "partner-9704", FullName = "Списков Глеб Ильич", Phone = "9031130104" }, "NotId", null);
        var undone = await fixture.Portal.LinkedAsync(new RegistryRow { User = "partner-9705", FullName = "Списков Денис Ильич", Phone = "9031130105" });
        await fixture.Portal.ChangeAsync(blocked, LinkAction.Block);
        await fixture.Portal.ChangeAsync(undone, LinkAction.Unlink);
        await fixture.Portal.ImportAsync(active with { Phone = "9031130199" });
        await using var tab = await fixture.TabAsync("admin1");
        tab.Go("/admin/links?q=списков");
        var screen = tab.Open<LinksPage>();
        PortalBunit.Shows(screen, "Списков Артём Ильич");

        Assert.Equal("Действует", Chip(screen, "Списков Артём Ильич", "accepted"));
        Assert.Equal("Заблокирована", Chip(screen, "Списков Борис Ильич", "refused"));
        Assert.Equal("Ждёт решения", Chip(screen, "Списков Виктор Ильич", "needsyou"));
        Assert.Equal("Отказ Контура", Chip(screen, "Списков Глеб Ильич", "refused"));
        Assert.Equal(4, screen.FindAll("tbody tr").Count);
        var first = Row(screen, "Списков Артём Ильич");
        Assert.Equal(PortalUrls.AccountLink(activeLink.Id), first.QuerySelector("a.row-link")!.GetAttribute("href"));
        foreach (var part in new[] { "partner-9701", "Тестовая", "ИНН 6676130154", "+7 ••• •••-01-99", "в реестре другой телефон", "ещё не работал" })
        {
            Assert.Contains(part, first.TextContent, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("в реестре другой телефон", Row(screen, "Списков Виктор Ильич").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("903113", screen.Markup, StringComparison.Ordinal);
        Assert.Equal("/admin/links/export?q=" + Uri.EscapeDataString("списков"), screen.FindAll("a[download]").Single().GetAttribute("href"));
    }

    [Fact]
    public async Task The_filters_are_links_that_keep_the_search_and_say_how_many_there_are()
    {
        var link = await fixture.Portal.LinkedAsync(new RegistryRow { User = "partner-9711", FullName = "Фильтров Пётр Ильич", Phone = "9031130201" });
        await fixture.Portal.ChangeAsync(link, LinkAction.Block);
        await fixture.Portal.LinkedAsync(new RegistryRow { User = "partner-9712", FullName = "Фильтров Олег Ильич", Phone = "9031130202" });
        await fixture.Portal.LinkedAsync(new RegistryRow { User = "partner-9713", Phone = "9031130203" }, LinkState.AwaitingApproval);
        await fixture.Portal.RefusedAsync(new RegistryRow { User = "partner-9714", Phone = "9031130204" }, "NotId", null);
        await fixture.Portal.ChangeAsync(await fixture.Portal.LinkedAsync(new RegistryRow { User = "partner-9715", Phone = "9031130205" }), LinkAction.Unlink);
        var moving = await MovableAsync("partner-9716", "9031130206", "9031130207");
        await fixture.Get<AskRelink>().RunAsync(await fixture.Portal.ActorAsync("admin1"), moving.Id, "сменил номер", Stop);
        var counts = (await fixture.Get<FindLinks>().RunAsync(await fixture.Portal.ActorAsync("admin1"), new LinkFilter(), 0, 1, Stop)).Counts;
        await using var tab = await fixture.TabAsync("admin1");
        tab.Go("/admin/links?q=фильтров");
        var screen = tab.Open<LinksPage>();
        PortalBunit.Shows(screen, "Фильтров Олег Ильич");

        var search = "?q=" + Uri.EscapeDataString("фильтров");
        Assert.Equal(("/admin/links" + search, null, true), Filter(screen, "Все"));
        Assert.Equal(($"/admin/links{search}&state=blocked", counts[LinkState.Blocked], false), Filter(screen, "Заблокированы"));
        Assert.Equal(($"/admin/links{search}&state=active", counts[LinkState.Active], false), Filter(screen, "Действуют"));
        foreach (var (text, state) in new[] { ("Ждут решения", "awaiting"), ("Отказ Контура", "refused"), ("Сняты", "unlinked"), ("Перепривязка", "relinking"), ("Другой телефон в реестре", "changed") })
        {
            Assert.Equal($"/admin/links{search}&state={state}", Filter(screen, text).Href);
        }

        tab.Go(Filter(screen, "Заблокированы").Href);
        PortalBunit.Hides(screen, "Фильтров Олег Ильич");
        PortalBunit.Shows(screen, "Фильтров Пётр Ильич");
        Assert.True(Filter(screen, "Заблокированы").Chosen);
        Assert.False(Filter(screen, "Все").Chosen);
    }

    [Fact]
    public async Task What_is_typed_into_the_search_is_in_the_address_and_chooses_the_rows()
    {
        await fixture.Portal.LinkedAsync(new RegistryRow { User = "partner-9721", FullName = "Поисков Роман Ильич", Phone = "9031130301" });
        await using var tab = await fixture.TabAsync("admin1");
        tab.Go("/admin/links?state=active");
        var screen = tab.Open<LinksPage>();
        PortalBunit.Shows(screen, Partner.Demo("director").FullName);

        await PortalBunit.ActAsync(screen, () => screen.FindAll("#link-search").FirstOrDefault(), field => field.InputAsync("поиск"));

        tab.Goes(screen, $"admin/links?q={Uri.EscapeDataString("поиск")}&state=active");
        PortalBunit.Hides(screen, Partner.Demo("director").FullName);
        PortalBunit.Shows(screen, "Поисков Роман Ильич");

        await using var later = await fixture.TabAsync("admin2");
        later.Go("/admin/links?q=0301");
        var again = later.Open<LinksPage>();
        PortalBunit.Shows(again, "Поисков Роман Ильич");
        Assert.Equal("0301", again.Find("#link-search").GetAttribute("value"));
        Assert.Single(again.FindAll("tbody tr"));
        later.Go("/admin/links?q=нетникого");
        PortalBunit.Shows(again, "Ничего не нашлось");
        Assert.Equal("/admin/links", again.FindAll("a").Single(link => link.TextContent == "Показать все").GetAttribute("href"));
    }

    [Fact]
    public async Task A_portal_without_links_says_where_they_come_from()
    {
        await using var portal = await RunningPortal.StartAsync(fixture.Outside, settings: new Dictionary<string, string> { ["Simulator:ExternalAddress"] = "" });
        await using var tab = await PortalBunit.OpenAsync(portal, await portal.ActorAsync("admin1"));
        var screen = tab.Open<LinksPage>();

        PortalBunit.Shows(screen, "Связей пока нет");
        Assert.Equal(PortalUrls.Registry, screen.FindAll("a").Single(link => link.TextContent == "Открыть реестр").GetAttribute("href"));
        Assert.Empty(screen.FindAll("#link-search, nav, table, a[download]"));

        await using var user = await fixture.TabAsync("director");
        PortalBunit.Shows(user.Open<LinksPage>(), "нет к ней доступа");
    }

    [Fact]
    public async Task A_move_is_asked_for_with_a_reason_by_one_administrator_and_approved_by_another()
    {
        var link = await MovableAsync("partner-9731", "9031130401", "9031130402");
        await using var tab = await fixture.TabAsync("admin1");
        var screen = tab.Open<AccountLinkPage>(("LinkId", link.Id));
        var asking = PortalBunit.PressAsync(screen, Move);
        PortalBunit.Shows(screen, "Согласиться должен второй администратор");
        PortalBunit.Shows(screen, "не раньше чем через 24 часа");
        Assert.Equal(["+7 ••• •••-04-01", "+7 ••• •••-04-02"], screen.FindAll(".mud-dialog dd").Select(phone => phone.TextContent.Trim()));

        // Blanks are no reason, and what was typed stays.
        await ReasonAsync(screen, "  ");
        await PortalBunit.PressAsync(screen, AskMove);
        PortalBunit.Shows(screen, "Напишите причину: её прочтёт второй администратор.");
        Assert.Equal(("  ", "true"), (screen.Find("textarea").GetAttribute("value"), screen.Find("textarea").GetAttribute("aria-invalid")));
        Assert.Null(await fixture.Get<RelinkStore>().OpenAsync(link.Id, Stop));

        await ReasonAsync(screen, "сменил номер");
        PortalBunit.Hides(screen, "Напишите причину");
        await PortalBunit.PressAsync(screen, AskMove);
        await asking;
        PortalBunit.Shows(screen, "Запрос отправлен: ждём второго администратора");
        PortalBunit.Shows(screen, "Согласовать должен другой администратор.");
        PortalBunit.Shows(screen, "+7 ••• •••-04-01 → +7 ••• •••-04-02");
        Assert.False(PortalBunit.Offers(screen, ApproveMove) || PortalBunit.Offers(screen, Move));
        Assert.True(PortalBunit.Offers(screen, CancelMove));
        var asked = await fixture.Get<RelinkStore>().OpenAsync(link.Id, Stop);
        Assert.Equal((RelinkState.Asked, "сменил номер", tab.Actor.PersonId), (asked!.State, asked.Reason, asked.AskedBy));

        await using var other = await fixture.TabAsync("admin2");
        var second = other.Open<AccountLinkPage>(("LinkId", link.Id));
        PortalBunit.Shows(second, "сменил номер");
        Assert.DoesNotContain("Согласовать должен другой администратор", PortalBunit.Words(second), StringComparison.Ordinal);
        await PortalBunit.PressAsync(second, ApproveMove);
        PortalBunit.Shows(second, "Перепривязка согласована");
        Assert.False(PortalBunit.Offers(second, ApproveMove));
        Assert.Equal(
            (RelinkState.Approved, other.Actor.Name),
            ((await fixture.Get<RelinkStore>().OpenAsync(link.Id, Stop))!.State, (await fixture.Get<RelinkStore>().OpenAsync(link.Id, Stop))!.ApprovedByName));
    }

    [Fact]
    public async Task A_move_thought_better_of_asks_nothing()
    {
        var link = await MovableAsync("partner-9732", "9031130411", "9031130412");
        await using var tab = await fixture.TabAsync("admin1");
        var screen = tab.Open<AccountLinkPage>(("LinkId", link.Id));
        var asking = PortalBunit.PressAsync(screen, Move);
        await ReasonAsync(screen, "сменил номер");

        await PortalBunit.PressAsync(screen, "Отменить");

        await asking;
        PortalBunit.Hides(screen, "Согласиться должен второй администратор");
        Assert.Null(await fixture.Get<RelinkStore>().OpenAsync(link.Id, Stop));
        Assert.DoesNotContain(await fixture.Get<AccountLinkStore>().HistoryAsync(link.Id, Stop), entry => entry.Action == "relink-asked");
        Assert.True(PortalBunit.Offers(screen, Move));
    }

    [Fact]
    public async Task Nobody_decides_about_their_own_link()
    {
        var link = await MovableAsync("partner-0001", "9031130501", "9031130502");
        await using var own = await fixture.TabAsync("admin1");
        var mine = own.Open<AccountLinkPage>(("LinkId", link.Id));
        PortalBunit.Shows(mine, "Это ваша собственная связь");
        PortalBunit.Shows(mine, "Телефон в реестре");
        Assert.Empty(Decisions(mine));

        await using var other = await fixture.TabAsync("admin2");
        var theirs = other.Open<AccountLinkPage>(("LinkId", link.Id));
        PortalBunit.Shows(theirs, "Телефон в реестре");
        Assert.Equal(["Заблокировать", "Снять связь", Move], Decisions(theirs));

        await fixture.Get<AskRelink>().RunAsync(await fixture.Portal.ActorAsync("admin2"), link.Id, "сменила номер", Stop);
        await using var later = await fixture.TabAsync("admin1");
        var waiting = later.Open<AccountLinkPage>(("LinkId", link.Id));
        PortalBunit.Shows(waiting, "Перепривязка ждёт второго администратора");
        Assert.Empty(Decisions(waiting));
    }

    [Fact]
    public async Task An_undone_link_gives_the_letter_to_the_support_with_its_number()
    {
        var link = await fixture.Portal.LinkedAsync(new RegistryRow { User = "partner-9741", FullName = "Снятова Яна Ильинична", Phone = "9031130601" });
        await using var tab = await fixture.TabAsync("admin1");
        var screen = tab.Open<AccountLinkPage>(("LinkId", link.Id));
        PortalBunit.Shows(screen, "Снятова Яна Ильинична");
        Assert.Empty(screen.FindAll("pre.letter"));

        var undoing = PortalBunit.PressAsync(screen, "Снять связь");
        await ReasonAsync(screen, "уволилась");
        await PortalBunit.ActAsync(screen, () => screen.FindAll("textarea").FirstOrDefault()?.Closest("form"), form => form.SubmitAsync());
        await undoing;

        PortalBunit.Shows(screen, "Письмо в поддержку Контура");
        PortalBunit.Shows(screen, "уволилась");
        var letter = screen.Find("pre.letter").TextContent;
        Assert.Contains($"serviceUserId: {link.ServiceUserId}", letter, StringComparison.Ordinal);
        Assert.DoesNotContain("0601", letter, StringComparison.Ordinal);
        Assert.Equal(letter, screen.FindAll("button[data-copy]").Single(button => button.TextContent.StartsWith("Скопировать письмо", StringComparison.Ordinal)).GetAttribute("data-copy"));
        Assert.Empty(Decisions(screen));

        // Kontur never heard of this one: there is nothing to undo there.
        var rejected = await fixture.Portal.LinkedAsync(new RegistryRow { User = "partner-9742", Phone = "9031130602" }, LinkState.AwaitingApproval);
        await fixture.Portal.ChangeAsync(rejected, LinkAction.Reject);
        await using var later = await fixture.TabAsync("admin1");
        var other = later.Open<AccountLinkPage>(("LinkId", rejected.Id));
        PortalBunit.Shows(other, "Отклонена");
        Assert.Empty(other.FindAll("pre.letter"));
    }

    [Fact]
    public async Task A_link_that_would_move_a_settled_pair_is_not_approved_by_one_administrator()
    {
        var row = new RegistryRow { User = "partner-9751", FullName = "Парнов Игорь Ильич", Phone = "9031130701" };
        var settled = await fixture.Portal.LinkedAsync(row);
        await fixture.Portal.ChangeAsync(settled, LinkAction.Unlink);
        await fixture.Portal.ImportAsync(row with { Phone = "9031130702" });
        var person = new Actor(settled.PersonId, "session", row.FullName, IsAdmin: false);
        Assert.IsType<LinkOutcome.AwaitingApproval>(await fixture.Get<LinkToKontur>().RunAsync(person, Stop));
        var moving = (await fixture.Get<LinkStore>().FindOfPersonAsync(settled.PersonId, Stop))!;
        await using var tab = await fixture.TabAsync("admin1");
        var screen = tab.Open<AccountLinkPage>(("LinkId", moving.Id));

        PortalBunit.Shows(screen, "Нужны два администратора");
        Assert.Equal(["Отклонить", "Заблокировать", Move], Decisions(screen));
        Assert.Equal(ChangeOutcome.TwoNeeded, await fixture.Portal.ChangeAsync(moving, LinkAction.Approve));

        var first = await fixture.Portal.LinkedAsync(new RegistryRow { User = "partner-9752", FullName = "Первов Игорь Ильич", Phone = "9031130711" }, LinkState.AwaitingApproval);
        await using var later = await fixture.TabAsync("admin1");
        var ordinary = later.Open<AccountLinkPage>(("LinkId", first.Id));
        PortalBunit.Shows(ordinary, "Первов Игорь Ильич");
        Assert.Equal([Approve, "Отклонить", "Заблокировать"], Decisions(ordinary));
        Assert.DoesNotContain("Нужны два администратора", PortalBunit.Words(ordinary), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_code_of_Kontur_has_an_advice_of_its_own_on_the_help_page()
    {
        (string Code, string Advice)[] codes =
        [
            ("UserNotFound", "Сверьте телефон с заявлением на сертификат."), ("UserNotUniq", "Попросите поддержку Контура оставить одного"),
            ("ForbiddenForTargetUser", "Выпустите сертификат на обычного пользователя"), ("InvalidApiKey", "Проверьте ключ в настройке KonturAuth"),
            ("NotId", "передайте разработчикам номер ошибки"), ("UnknownError", "Повторите через несколько минут."),
        ];
        foreach (var (code, index) in codes.Select((one, index) => (one.Code, index)))
        {
            await fixture.Portal.RefusedAsync(
                new RegistryRow { User = $"partner-976{index}", FullName = $"Отказников {code}", Phone = $"903113080{index}" }, code, index == 0 ? null : $"trace-976{index}");
        }

        await using var tab = await fixture.TabAsync("admin1");
        var screen = tab.Open<LinksHelpPage>();
        PortalBunit.Shows(screen, "Отказников UnknownError");

        foreach (var (code, advice) in codes)
        {
            var row = Row(screen, $"Отказников {code}");
            Assert.Equal(LinkWords.Refusal(code).What, row.QuerySelector(".what strong")!.TextContent);
            Assert.Contains(advice, row.QuerySelector(".what p")!.TextContent, StringComparison.Ordinal);
            Assert.NotNull(row.QuerySelector($"button[aria-label='Спросить Контур ещё раз: Отказников {code}']"));
        }

        Assert.Equal(6, codes.Select(one => Row(screen, $"Отказников {one.Code}").QuerySelector(".what")!.TextContent).Distinct().Count());
        Assert.NotNull(Row(screen, "Отказников NotId").QuerySelector("[data-copy='trace-9764']"));
        Assert.Null(Row(screen, "Отказников UserNotFound").QuerySelector("[data-copy]"));
    }

    [Fact]
    public async Task Asking_Kontur_again_takes_the_person_off_the_help_page_or_says_what_is_still_wrong()
    {
        var newcomer = await fixture.Portal.ActorAsync("newcomer");
        await fixture.Outside.FaultAsync("register-external-service-id", "PUT", status: 403);
        Assert.IsType<LinkOutcome.Refused>(await fixture.Get<LinkToKontur>().RunAsync(newcomer, Stop));
        var unknown = await fixture.Portal.RefusedAsync(new RegistryRow { User = "partner-9771", FullName = "Неизвестнов Ян Ильич", Phone = "9020000078" }, "UserNotUniq", null);
        await using var tab = await fixture.TabAsync("admin1");
        var screen = tab.Open<LinksHelpPage>();
        PortalBunit.Shows(screen, newcomer.Name);

        await RetryAsync(screen, newcomer.Name);
        PortalBunit.Shows(screen, $"{newcomer.Name}: Контур принял связь");
        screen.WaitForAssertion(() => Assert.DoesNotContain(screen.FindAll("tbody tr"), row => row.TextContent.Contains(newcomer.Name, StringComparison.Ordinal)), Patience);
        Assert.Equal(LinkState.Active, (await fixture.Get<LinkStore>().FindOfPersonAsync(newcomer.PersonId, Stop))!.State);

        await RetryAsync(screen, "Неизвестнов Ян Ильич");
        PortalBunit.Shows(screen, "Неизвестнов Ян Ильич: Контур не знает пользователя с этим телефоном");
        Assert.Contains("Сверьте телефон", Row(screen, "Неизвестнов Ян Ильич").TextContent, StringComparison.Ordinal);
        Assert.Equal((LinkState.Refused, "UserNotFound"), ((await fixture.Get<LinkStore>().FindAsync(unknown.Id, Stop))!.State, (await fixture.Get<LinkStore>().FindAsync(unknown.Id, Stop))!.RefusalCode));
    }

    // What may be pressed about the link; the copying buttons and those of messages are not among it.
    private static IEnumerable<string> Decisions(IRenderedComponent<IComponent> screen) =>
        screen.FindAll("button.btn:not([data-copy])").Select(button => button.TextContent.Trim()).ToList();

    private static IElement Row(IRenderedComponent<IComponent> screen, string name) =>
        screen.FindAll("tbody tr").Single(row => row.QuerySelector("a")?.TextContent == name);

    private static string Chip(IRenderedComponent<IComponent> screen, string name, string tone) => Row(screen, name).QuerySelector($".chip.{tone} span")?.TextContent ?? "another tone";

    private static (string Href, int? Count, bool Chosen) Filter(IRenderedComponent<IComponent> screen, string text)
    {
        var link = screen.FindAll("nav[aria-label='Состояние'] a").Single(one => one.ChildNodes.OfType<IText>().First().Text == text);
        return (link.GetAttribute("href")!, link.QuerySelector(".count") is { } count ? int.Parse(count.TextContent, null) : null, link.HasAttribute("aria-current"));
    }

    private static Task ReasonAsync(IRenderedComponent<IComponent> screen, string reason) =>
        PortalBunit.ActAsync(screen, () => screen.FindAll("textarea").FirstOrDefault(), field => field.InputAsync(reason));

    private static Task RetryAsync(IRenderedComponent<IComponent> screen, string name) => PortalBunit.ActAsync(
        screen, () => screen.FindAll($"button:not([disabled])[aria-label='Спросить Контур ещё раз: {name}']").FirstOrDefault(), button => button.ClickAsync());

    // Linked by one phone; the registry names another one by now.
    private async Task<Link> MovableAsync(string subject, string linked, string now)
    {
        var row = new RegistryRow { User = subject, FullName = "Переездов Пётр Ильич", Phone = linked };
        var link = await fixture.Portal.LinkedAsync(row);
        await fixture.Portal.ImportAsync(row with { Phone = now });
        return link;
    }
}
