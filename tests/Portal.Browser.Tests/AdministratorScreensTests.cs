using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>Every screen of administrators, and of sessions, as <see cref="ScreensTests"/> looks at those of people.</summary>
public sealed class AdministratorScreensTests(BrowserFixture browser, PortalFixture stage) : Journey(browser), IClassFixture<PortalFixture>
{
    [Fact]
    public async Task Screens_of_the_registry()
    {
        var (walk, look) = await OpenAsync();
        await walk.OpenAsync("/admin/registry");
        await Expect(walk.Page.GetByText("Иванов Иван Иванович").First).ToBeVisibleAsync();
        await look.AtAsync("25-registry");
        await walk.OpenAsync("/admin/registry?q=нетакого");
        await Expect(walk.Page.GetByText("Ничего не нашлось")).ToBeVisibleAsync();
        await look.AtAsync("26-registry-nothing-found");
        await walk.OpenAsync("/admin/registry/new");
        await walk.Button("Добавить в реестр").ClickAsync();
        await Expect(walk.Page.Locator("[aria-invalid=true]").First).ToBeVisibleAsync();
        await look.AtAsync("27-registry-form-errors");
        await walk.OpenAsync("/admin/registry/import");
        await walk.Page.Locator("input[type=file]").SetInputFilesAsync(Registry());
        await Expect(walk.Page.GetByRole(AriaRole.Button, new() { Name = "Применить" })).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await look.AtAsync("28-registry-preview");
        await walk.Page.GetByRole(AriaRole.Button, new() { Name = "Применить" }).ClickAsync();
        await Expect(walk.Page.GetByRole(AriaRole.Button, new() { Name = "Применить" })).ToBeHiddenAsync(new() { Timeout = 30_000 });
        await walk.OpenAsync("/admin/registry/changed");
        await Expect(walk.Page.GetByText("Дорохов Денис Андреевич").First).ToBeVisibleAsync();
        await look.AtAsync("29-registry-changed");
        AssertGood(look);
    }

    [Fact]
    public async Task Screens_of_the_links()
    {
        var (walk, look) = await OpenAsync();
        await walk.OpenAsync("/admin/links/help");
        await Expect(walk.Page.GetByText("Помощь никому не нужна")).ToBeVisibleAsync();
        await look.AtAsync("30-help-empty");
        await walk.OpenAsync("/admin/links?q=Петрова");
        await Expect(walk.Page.Locator("a.row-link").First).ToBeVisibleAsync();
        await look.AtAsync("31-links");
        await walk.Page.Locator("a.row-link").First.ClickAsync();
        await Expect(walk.Page.GetByRole(AriaRole.Heading, new() { Name = "История" })).ToBeVisibleAsync();
        await look.AtAsync("32-link");

        // By keyboard alone, an error first.
        await walk.PressAsync(walk.Button("Снять связь"));
        var dialog = walk.Page.GetByRole(AriaRole.Dialog);
        await Expect(dialog).ToBeVisibleAsync();
        await walk.PressAsync(dialog.GetByRole(AriaRole.Button, new() { Name = "Снять связь" }));
        await Expect(dialog.GetByText("Напишите, почему")).ToBeVisibleAsync();
        await look.AtAsync("33-unlink-dialog");
        await walk.ReachAsync(dialog.Locator("textarea"));
        await walk.Page.Keyboard.TypeAsync("Ошибка в реестре");
        await walk.PressAsync(dialog.GetByRole(AriaRole.Button, new() { Name = "Снять связь" }));
        await Expect(walk.Page.GetByText("Письмо в поддержку Контура")).ToBeVisibleAsync();
        await look.AtAsync("34-unlinked");
        AssertGood(look);
    }

    [Fact]
    public async Task Screens_of_sessions()
    {
        var (walk, look) = await OpenAsync();
        await walk.OpenAsync("/sessions");
        await Expect(walk.Page.GetByText("Этот браузер")).ToBeVisibleAsync();
        await look.AtAsync("35-sessions");
        foreach (var (path, screen) in new[] { ("/session-ended", "36-session-ended"), ("/page-closed", "37-page-closed"), ("/signin-failed?why=other-person", "38-other-person") })
        {
            await walk.OpenAsync(path);
            await Expect(walk.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
            await look.AtAsync(screen);
        }

        AssertGood(look);
    }

    // The sandbox's own file: one phone is another one, and one row is wrong.
    private FilePayload Registry()
    {
        var text = File.ReadAllText(Path.Combine(stage.Outside.SandboxFolder, "registry.csv")).Replace("9020000004", "9031112233", StringComparison.Ordinal);
        return new FilePayload { Name = "registry.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(text + "user-x;Ошибкин Пётр;1234567890;;ООО «Ошибка»;90311;123;ZZ;2027-01-01\r\n") };
    }

    private async Task<(Walk Walk, ScreenLook Look)> OpenAsync()
    {
        var page = await NewPageAsync(1440, 900);
        var walk = new Walk(page, stage.Portal.Address, stage.Outside);
        await walk.SignInAsync("admin1");
        return (walk, new ScreenLook(page));
    }
}
