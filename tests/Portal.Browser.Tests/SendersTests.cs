using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>An administrator makes a sender's profile, lets ESIA check its key and grants a right; the person then may send.</summary>
public sealed class SendersTests(BrowserFixture browser, SendersTests.Fixture stage) : Journey(browser), IClassFixture<SendersTests.Fixture>
{
    [Fact]
    public async Task A_profile_is_made_checked_and_a_right_granted()
    {
        var page = await NewPageAsync(1440, 900);
        var (walk, look) = (new Walk(page, stage.Portal.Address, stage.Outside), new ScreenLook(page));
        await walk.SignInAsync("admin1");
        await walk.Link("Отправители").First.ClickAsync();
        await Expect(page.GetByText("Ближайший срок")).ToBeVisibleAsync();
        await look.AtAsync("90-senders");

        await walk.Link("Добавить отправителя").ClickAsync();
        await walk.Button("Добавить отправителя").ClickAsync();
        await Expect(page.Locator("[aria-invalid=true]").First).ToBeVisibleAsync();
        await look.AtAsync("91-sender-form-errors");

        // By keyboard alone.
        await TypeAsync("sender-organization", "ООО «Вторая»");
        await TypeAsync("sender-inn", Fixture.Inn);
        await TypeAsync("sender-ogrn", stage.Ogrn);
        await TypeAsync("sender-region", "45000000000");
        await TypeAsync("sender-mnemonic", "DEMO02");
        await TypeAsync("sender-api-key", stage.ApiKey);
        await TypeAsync("sender-person", "Вторая Вера Васильевна");
        await page.Locator("#sender-key").SelectOptionAsync("second");
        await walk.PressAsync(walk.Button("Добавить отправителя"));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "ООО «Вторая»" })).ToBeVisibleAsync();
        await walk.Button("Проверить ключ в ЕСИА").ClickAsync();
        await Expect(page.GetByText("Ключ работает")).ToBeVisibleAsync();

        await page.Locator("#right-person").FillAsync("дорохов");
        await page.GetByLabel("Дорохов Денис Андреевич").CheckAsync();
        await page.Locator("#right-warrant").FillAsync("77-Г");
        await page.Locator("#right-ends").FillAsync("2099-12-31");
        await look.AtAsync("92-sender-right");
        await walk.Button("Дать право").ClickAsync();
        await Expect(page.GetByText("№ 77-Г")).ToBeVisibleAsync();
        await look.AtAsync("93-sender");
        Assert.Empty(look.Problems);

        async Task TypeAsync(string id, string text)
        {
            await walk.ReachAsync(page.Locator("#" + id));
            await page.Keyboard.TypeAsync(text);
        }
    }

    /// <summary>A portal whose settings name the key of a second sending organisation.</summary>
    public sealed class Fixture : PortalFixture
    {
        internal const string Inn = "7709123453";

        internal string ApiKey { get; private set; } = "";

        internal string Ogrn { get; private set; } = "";

        /// <inheritdoc />
        protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
        {
            ["Goskey:Keys:second:Kind"] = "Pkcs8",
            ["Goskey:Keys:second:Path"] = Path.Combine(Outside.SandboxFolder, "second.key"),
            ["Goskey:Keys:second:Certificate"] = Path.Combine(Outside.SandboxFolder, "second.cer"),
        };

        /// <inheritdoc />
        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            using var controls = new HttpClient { BaseAddress = Outside.Address };
            using var answer = await controls.PostAsync($"controls/esia/keys?inn={Inn}&mnemonic=DEMO02", null);
            answer.EnsureSuccessStatusCode();
            var made = await answer.Content.ReadFromJsonAsync<JsonElement>();
            (ApiKey, Ogrn) = (made.GetProperty("apiKey").GetString()!, made.GetProperty("organization").GetProperty("ogrn").GetString()!);
            await File.WriteAllTextAsync(Path.Combine(Outside.SandboxFolder, "second.cer"), made.GetProperty("certificate").GetString()!);
            await File.WriteAllTextAsync(Path.Combine(Outside.SandboxFolder, "second.key"), made.GetProperty("privateKey").GetString()!);
        }
    }
}
