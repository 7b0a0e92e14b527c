using System.Text;
using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Features.AccountLinks.Registry;
using Portal.Storage;
using Portal.Tests.Fixtures;
using Portal.Ui;

namespace Portal.Tests.Features.AccountLinks.Registry;

/// <summary>An import changes the whole registry or nothing, is an administrator's, and stores no personal number in the clear.</summary>
public sealed class ImportRegistryTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_wrong_row_keeps_every_row_out()
    {
        var before = (await fixture.Get<RegistryStore>().PageAsync(0, 1, cancellation)).Total;

        var outcome = await fixture.ImportAsync(new RegistryRow { User = "partner-8001" }, new RegistryRow { User = "partner-8001", Phone = "1" }, new RegistryRow { Inn = "1" });

        Assert.Equal((0, 2), (outcome.Imported, outcome.Errors.Count));
        Assert.Equal(before, (await fixture.Get<RegistryStore>().PageAsync(0, 1, cancellation)).Total);
        Assert.Empty(await fixture.Get<RegistryStore>().OfPersonAsync("partner-8001", cancellation));
    }

    [Fact]
    public async Task A_known_thumbprint_is_brought_up_to_date_and_others_are_left()
    {
        var row = new RegistryRow { User = "partner-8002", FullName = "Прежняя Фамилия" };
        Assert.Equal(2, (await fixture.ImportAsync(row, new RegistryRow { User = "partner-8003" })).Imported);
        var before = (await fixture.Get<RegistryStore>().PageAsync(0, 1, cancellation)).Total;

        Assert.Equal(1, (await fixture.ImportAsync(row with { FullName = "Новая Фамилия", Phone = "9031112299" })).Imported);

        var stored = Assert.Single(await fixture.Get<RegistryStore>().OfPersonAsync("partner-8002", cancellation));
        Assert.Equal(("Новая Фамилия", "+7 ••• •••-22-99"), (stored.FullName, stored.MaskedPhone));
        Assert.Single(await fixture.Get<RegistryStore>().OfPersonAsync("partner-8003", cancellation));
        Assert.Equal(before, (await fixture.Get<RegistryStore>().PageAsync(0, 1, cancellation)).Total);
    }

    [Fact]
    public async Task Only_an_administrator_imports()
    {
        var file = Encoding.UTF8.GetBytes(RegistryRow.File(new RegistryRow { User = "partner-8004" }));

        await Assert.ThrowsAsync<AccessDeniedException>(async () =>
            await fixture.Get<ImportRegistry>().RunAsync(await fixture.Portal.ActorAsync("director"), file, cancellation));

        Assert.Empty(await fixture.Get<RegistryStore>().OfPersonAsync("partner-8004", cancellation));
    }

    [Fact]
    public async Task Phones_and_SNILS_are_nowhere_in_the_database_in_the_clear()
    {
        const string Phone = "9037654321";
        const string Snils = "98765432100";
        await fixture.ImportAsync(new RegistryRow { User = "partner-8005", FullName = "Заметный Владелец", Phone = Phone, Snils = Snils });
        var file = fixture.Get<Database>().SqliteFile!;
        var text = string.Concat(
            new[] { file, file + "-wal" }.Where(File.Exists).Select(path =>
            {
                using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using var reader = new StreamReader(stream, Encoding.UTF8);
                return reader.ReadToEnd();
            }));

        Assert.Contains("Заметный Владелец", text, StringComparison.Ordinal);
        foreach (var secret in new[] { Phone, "+7" + Phone, Snils, "987-654-321 00", Partner.Demo("director").Phone!, Partner.Demo("director").Snils! })
        {
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)), text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_page_tells_wrong_rows_and_shows_the_registry_with_masked_phones()
    {
        await using var tab = await fixture.TabAsync("admin1");
        var screen = tab.Open<RegistryPage>();
        PortalBunit.Shows(screen, "+7 ••• •••-00-01");
        Assert.DoesNotContain("9020000001", screen.Markup, StringComparison.Ordinal);
        PortalBunit.Shows(screen, "Истёк");

        await AnswerAsync(screen, """{"imported":0,"errors":[{"row":3,"sentence":"В КПП 9 знаков"}]}""");
        PortalBunit.Shows(screen, "Не загружено: 1 строка с ошибками");
        PortalBunit.Shows(screen, "В КПП 9 знаков");

        await fixture.ImportAsync(new RegistryRow { User = "partner-8006", FullName = "Аааа Первая" });
        await AnswerAsync(screen, """{"imported":1,"errors":[]}""");
        PortalBunit.Shows(screen, "Загружено: 1 строка");
        PortalBunit.Shows(screen, "Аааа Первая");
        PortalBunit.Hides(screen, "В КПП 9 знаков");
    }

    [Fact]
    public async Task The_page_is_not_for_others()
    {
        await using var tab = await fixture.TabAsync("director");

        PortalBunit.Shows(tab.Open<RegistryPage>(), "Такой страницы нет или у вас нет к ней доступа");
    }

    private static Task AnswerAsync(IRenderedComponent<IComponent> screen, string answer)
    {
        var drop = screen.FindComponent<FileDrop>();
        return drop.InvokeAsync(() => drop.Instance.UploadedAsync(answer));
    }
}
