using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Features.AccountLinks.Registry;
using Portal.Tests.Fixtures;
using Portal.Ui;

namespace Portal.Tests.Features.AccountLinks.Registry;

/// <summary>The import preview and the form, click by click.</summary>
public sealed class RegistryPagesTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_looked_at_then_applied_and_survives_another_tab()
    {
        await using var tab = await fixture.TabAsync("admin1");
        var screen = tab.Open<ImportPage>();
        PortalBunit.Shows(screen, "Каким должен быть файл");
        var good = RegistryRig.Row(70) with { FullName = "Загрузкина Анна Олеговна" };

        await fixture.Get<PreviewImport>().RunAsync(
            tab.Actor, RegistryRig.File(good, RegistryRig.Row(71) with { Inn = "1", Phone = "2" }), "partner.csv", Stop);
        await screen.InvokeAsync(() => screen.FindComponent<FileDrop>().Instance.OnUploaded.InvokeAsync("{}"));

        PortalBunit.Shows(screen, "Что изменит файл");
        PortalBunit.Shows(screen, "В ИНН 10 цифр у организации и 12 у предпринимателя. В телефоне 10 цифр без кода страны");
        await using (var second = await fixture.TabAsync("admin1"))
        {
            second.Go("/admin/registry/import?part=new");
            var other = second.Open<ImportPage>();
            PortalBunit.Shows(other, "Загрузкина Анна Олеговна");
            PortalBunit.Shows(other, "+7 ••• •••-00-70");
            Assert.DoesNotContain(good.Phone, other.Markup, StringComparison.Ordinal);
            Assert.DoesNotContain(good.Snils, other.Markup, StringComparison.Ordinal);
        }

        Assert.Null(await fixture.Get<RegistryStore>().FindAsync(good.Thumbprint, Stop));
        await PortalBunit.PressAsync(screen, "Применить: 1 запись");

        tab.Goes(screen, "/admin/registry");
        Assert.NotNull(await fixture.Get<RegistryStore>().FindAsync(good.Thumbprint, Stop));
    }

    [Fact]
    public async Task A_cancelled_file_changes_nothing()
    {
        await using var tab = await fixture.TabAsync("admin2");
        var row = RegistryRig.Row(72);
        await fixture.Get<PreviewImport>().RunAsync(tab.Actor, RegistryRig.File(row), "partner.csv", Stop);
        var screen = tab.Open<ImportPage>();

        await PortalBunit.PressAsync(screen, "Отменить");

        PortalBunit.Shows(screen, "Каким должен быть файл");
        Assert.Null(await fixture.Get<RegistryStore>().FindAsync(row.Thumbprint, Stop));
    }

    [Fact]
    public async Task The_form_names_wrong_fields_and_adds_a_right_row()
    {
        await using var tab = await fixture.TabAsync("admin1");
        var screen = tab.Open<CertificatePage>();

        await PortalBunit.PressAsync(screen, "Добавить в реестр");
        PortalBunit.Shows(screen, "Не указано ФИО");
        Assert.Equal("true", screen.Find("#phone").GetAttribute("aria-invalid"));

        var row = RegistryRig.Row(73);
        foreach (var (field, text) in new[]
        {
            ("user", row.PartnerUserId), ("name", row.FullName), ("organization", row.Organization), ("inn", row.Inn), ("phone", row.Phone), ("snils", "112-233-445 96"),
            ("until", row.ValidUntil), ("thumbprint", row.Thumbprint),
        })
        {
            await screen.Find("#" + field).InputAsync(new ChangeEventArgs { Value = text });
        }

        PortalBunit.Shows(screen, "не сходится контрольное число");
        await screen.Find("#snils").InputAsync(new ChangeEventArgs { Value = "112-233-445 95" });
        await PortalBunit.PressAsync(screen, "Добавить в реестр");

        tab.Goes(screen, "/admin/registry");
        Assert.Equal(row.FullName, (await fixture.Get<RegistryStore>().FindAsync(row.Thumbprint, Stop))!.FullName);
    }

    [Fact]
    public async Task The_only_row_of_a_linked_person_is_not_deleted_and_says_why()
    {
        await using var tab = await fixture.TabAsync("admin1");
        var accountant = (await fixture.Get<FindRegistryRows>().RunAsync(await fixture.Portal.ActorAsync("accountant"), Stop)).Single();
        var screen = tab.Open<CertificatePage>((nameof(CertificatePage.Thumbprint), accountant.Thumbprint));
        PortalBunit.Shows(screen, "Связан с Контуром");

        var asked = PortalBunit.PressAsync(screen, "Удалить запись");
        await SayYesAsync(screen, "Удалить запись");
        await asked;

        PortalBunit.Shows(screen, "Это единственная запись человека, который связан с Контуром");
        Assert.NotNull(await fixture.Get<RegistryStore>().FindAsync(accountant.Thumbprint, Stop));
    }

    [Fact]
    public async Task The_table_is_searched_filtered_and_sorted_by_its_address_and_shows_no_whole_phone()
    {
        var soon = TimeProvider.System.GetUtcNow().AddDays(10).ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);
        var (late, early) = (RegistryRig.Row(80) with { FullName = "Таблицына Вера", ValidUntil = "31.12.2029" }, RegistryRig.Row(81) with { FullName = "Таблицына Анна", ValidUntil = soon });
        await using var tab = await fixture.TabAsync("admin1");
        await AddAsync(tab.Actor, late, early);

        tab.Go("/admin/registry?q=таблицына");
        var screen = tab.Open<RegistryPage>();
        PortalBunit.Shows(screen, "Таблицына Вера");
        Assert.Equal(["Таблицына Анна", "Таблицына Вера"], Owners(screen));
        Assert.Contains("+7 ••• •••-00-80", PortalBunit.Words(screen), StringComparison.Ordinal);
        Assert.DoesNotContain(late.Phone, screen.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(late.Snils, screen.Markup, StringComparison.Ordinal);
        Assert.Equal($"/admin/registry/{early.Thumbprint}", screen.Find("a.row-link").GetAttribute("href"));

        tab.Go("/admin/registry?q=таблицына&desc=1");
        screen.WaitForAssertion(() => Assert.Equal(["Таблицына Вера", "Таблицына Анна"], Owners(screen)));
        tab.Go("/admin/registry?q=таблицына&state=expiring");
        screen.WaitForAssertion(() => Assert.Equal(["Таблицына Анна"], Owners(screen)));
        PortalBunit.Shows(screen, "Истекает");

        await screen.Find("#registry-search").InputAsync(new ChangeEventArgs { Value = "нетакого" });
        tab.Goes(screen, "/admin/registry?q=%D0%BD%D0%B5%D1%82%D0%B0%D0%BA%D0%BE%D0%B3%D0%BE&state=expiring");
        PortalBunit.Shows(screen, "Ничего не нашлось");
        PortalBunit.Shows(screen, "Показать весь реестр");
    }

    [Fact]
    public async Task The_preview_tells_what_will_change_and_marks_linked_people()
    {
        var (row, director) = (RegistryRig.Row(82), Partner.Demo("director"));
        await using var tab = await fixture.TabAsync("admin2");
        await AddAsync(tab.Actor, row);
        var linked = (await fixture.Get<FindRegistryRows>().RunAsync(await fixture.Portal.ActorAsync("director"), Stop))[0];
        var changed = new RegistryFields(
            linked.PartnerUserId, linked.FullName, linked.Inn, linked.Kpp ?? "", linked.Organization, "9035556677", director.Snils!, linked.Thumbprint,
            RegistryRules.DayOf(linked.ValidUntil));

        await fixture.Get<PreviewImport>().RunAsync(
            tab.Actor, RegistryRig.File(row with { Organization = "=Новая" }, changed, RegistryRig.Row(83) with { Snils = "1" }), "partner.csv", Stop);
        tab.Go("/admin/registry/import?part=changed");
        var screen = tab.Open<ImportPage>();

        PortalBunit.Shows(screen, "Организация: ООО «Ромашка» → =Новая");
        PortalBunit.Shows(screen, "Телефон: +7 ••• •••-00-01 → +7 ••• •••-66-77");
        PortalBunit.Shows(screen, "1 запись меняет");
        tab.Go("/admin/registry/import?part=decisions");
        PortalBunit.Hides(screen, "=Новая");
        PortalBunit.Shows(screen, "Связан с Контуром");
        tab.Go("/admin/registry/import?part=refused");
        PortalBunit.Shows(screen, "В СНИЛС 11 цифр");
        await PortalBunit.PressAsync(screen, "Отменить");
        PortalBunit.Shows(screen, "Каким должен быть файл");
    }

    [Fact]
    public async Task A_registry_changed_meanwhile_is_told_and_the_preview_shown_anew()
    {
        var row = RegistryRig.Row(84);
        await using var tab = await fixture.TabAsync("admin2");
        await fixture.Get<PreviewImport>().RunAsync(tab.Actor, RegistryRig.File(row), "partner.csv", Stop);
        var screen = tab.Open<ImportPage>();
        PortalBunit.Shows(screen, "Применить: 1 запись");
        await fixture.Get<SaveCertificate>().RunAsync(await fixture.Portal.ActorAsync("admin1"), row with { Organization = "Чужая" }, null, cancellationToken: Stop);

        await PortalBunit.PressAsync(screen, "Применить: 1 запись");

        PortalBunit.Shows(screen, "Реестр изменился, пока вы смотрели");
        PortalBunit.Shows(screen, "Организация: Чужая → ООО «Ромашка»");
        Assert.Equal("Чужая", (await fixture.Get<RegistryStore>().FindAsync(row.Thumbprint, Stop))!.Organization);
    }

    [Fact]
    public async Task A_snils_is_cleared_by_hand_and_an_empty_field_clears_nothing()
    {
        var row = RegistryRig.Row(85);
        await using var tab = await fixture.TabAsync("admin1");
        await AddAsync(tab.Actor, row);

        var screen = tab.Open<CertificatePage>((nameof(CertificatePage.Thumbprint), row.Thumbprint));
        await PortalBunit.PressAsync(screen, "Сохранить запись");
        tab.Goes(screen, "/admin/registry");
        Assert.NotNull((await fixture.Get<RegistryStore>().FindAsync(row.Thumbprint, Stop))!.Snils);

        screen = tab.Open<CertificatePage>((nameof(CertificatePage.Thumbprint), row.Thumbprint));
        screen.WaitForAssertion(() => Assert.False(screen.Find("#snils").HasAttribute("disabled")));
        await screen.Find("#snils-none").ChangeAsync(new ChangeEventArgs { Value = true });
        Assert.True(screen.Find("#snils").HasAttribute("disabled"));
        await PortalBunit.PressAsync(screen, "Сохранить запись");

        screen.WaitForAssertion(() => Assert.Null(fixture.Get<RegistryStore>().FindAsync(row.Thumbprint, Stop).GetAwaiter().GetResult()!.Snils));
    }

    [Fact]
    public async Task What_changed_about_linked_people_is_listed_until_somebody_decides()
    {
        var row = RegistryRig.Row(86) with { PartnerUserId = "partner-8600", FullName = "Переменова Ольга" };
        await using var tab = await fixture.TabAsync("admin1");
        await AddAsync(tab.Actor, row);
        var person = await fixture.PersonAsync(row.PartnerUserId, row.FullName);
        var stored = (await fixture.Get<RegistryStore>().FindAsync(row.Thumbprint, Stop))!;
        Assert.True(await fixture.Get<LinkStore>().AddAsync(
            new Link
            {
                Id = Guid.NewGuid().ToString(), PersonId = person.PersonId, ServiceUserId = Guid.NewGuid().ToString(), KonturUser = stored.KonturUser, Phone = stored.Phone,
                State = LinkState.Active,
            },
            Stop));
        Assert.Equal(
            new SaveOutcome.Saved(NeedsDecision: true),
            await fixture.Get<SaveCertificate>().RunAsync(tab.Actor, row with { Phone = "9036667788", Snils = "" }, stored, noSnils: true, Stop));

        var screen = tab.Open<ChangedPeoplePage>();
        PortalBunit.Shows(screen, "+7 ••• •••-77-88");
        PortalBunit.Shows(screen, "не указан");
        Assert.Equal(2, Owners(screen).Count(owner => owner == row.FullName));
        foreach (var left in new[] { 1, 0 })
        {
            var asked = PortalBunit.ActAsync(screen, () => screen.FindAll("td.actions button:not([disabled])").FirstOrDefault(
                button => button.GetAttribute("aria-label")!.Contains(row.FullName, StringComparison.Ordinal)), button => button.ClickAsync());
            await SayYesAsync(screen, "Оставить связь");
            await asked;
            screen.WaitForAssertion(() => Assert.Equal(left, Owners(screen).Count(owner => owner == row.FullName)));
        }
    }

    private static Task SayYesAsync(IRenderedComponent<IComponent> screen, string button) => PortalBunit.ActAsync(
        screen, () => screen.FindAll(".mud-dialog button").FirstOrDefault(one => one.TextContent.Trim() == button), found => found.ClickAsync());

    private static IEnumerable<string> Owners(IRenderedComponent<IComponent> screen) => screen.FindAll("tbody td:first-child a").Select(link => link.TextContent);

    private async Task AddAsync(Actor admin, params RegistryFields[] rows)
    {
        foreach (var row in rows)
        {
            Assert.IsType<SaveOutcome.Saved>(await fixture.Get<SaveCertificate>().RunAsync(admin, row, null, cancellationToken: Stop));
        }
    }
}
