using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>A state body writes: the letter is found in the list, acknowledged without a code, decrypted by one, read, and every screen looked at.</summary>
public sealed class IncomingLetterTests(BrowserFixture browser, PortalFixture stage) : Journey(browser), IClassFixture<PortalFixture>
{
    private static readonly LocatorAssertionsToBeVisibleOptions Long = new() { Timeout = 30_000 };

    [Fact]
    public async Task A_letter_is_acknowledged_decrypted_and_read()
    {
        const string Director = "director";
        var page = await NewPageAsync();
        var (walk, look) = (new Walk(page, stage.Portal.Address, stage.Outside), new ScreenLook(page));
        await stage.Outside.IncomingAsync(Walk.Testovaya, "fns534-cu-letter");
        await walk.SignInAsync(Director);
        await walk.OpenAsync($"/a/{Walk.Testovaya}/docflows");
        var letter = page.Locator("tr", new() { HasText = "Письмо из налоговой" }).First;
        await Expect(letter).ToBeVisibleAsync(Long);
        await Expect(letter).ToContainTextAsync("не прочитано");
        await look.AtAsync("letter-list");

        await letter.Locator("a.row-link").ClickAsync();
        await Expect(page.GetByText("Подписывается сразу, без кода")).ToBeVisibleAsync(Long);
        await look.AtAsync("letter-docflow");
        await walk.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Отправить извещение" }));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Ваши ответы" })).ToBeVisibleAsync(Long);
        await look.AtAsync("letter-answered");

        await page.Locator("tr", new() { HasText = "зашифрован" }).First.Locator("a.row-link").ClickAsync();
        await Expect(walk.Button("Расшифровать")).ToBeVisibleAsync(Long);
        await walk.PressAsync(walk.Button("Расшифровать"));
        await Expect(walk.CodeField).ToBeFocusedAsync(new() { Timeout = 30_000 });
        await look.AtAsync("letter-decrypting");
        await page.Keyboard.TypeAsync(await walk.CodeAsync(Director));
        await Expect(page.GetByText("Подпись верна").First).ToBeVisibleAsync(Long);
        await look.AtAsync("letter-read");

        AssertGood(look);
    }
}
