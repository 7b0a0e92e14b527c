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
        screen.WaitForAssertion(() => Assert.Equal(2, screen.FindAll("button").Count(button => button.TextContent.Trim() == "Удалить запись")));
        await screen.FindAll("button").Last(button => button.TextContent.Trim() == "Удалить запись").ClickAsync();
        await asked;

        PortalBunit.Shows(screen, "Это единственная запись человека, который связан с Контуром");
        Assert.NotNull(await fixture.Get<RegistryStore>().FindAsync(accountant.Thumbprint, Stop));
    }
}
