using Bunit;
using Dapper;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Features.Goskey;
using Portal.Features.Goskey.List;
using Portal.Storage;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.Goskey;

/// <summary>The page of a package says the truth of each state and offers what can be done, no more.</summary>
public sealed class PackagePageTests(PackagePageTests.Stage stage) : IClassFixture<PackagePageTests.Stage>
{
    [Fact]
    public async Task What_waits_is_told_when_it_goes_and_can_be_taken_back()
    {
        var id = await stage.DraftAsync();
        await SetAsync(id, "state = 'Queued', owner_key = 'nobody', queued_at = 1, not_before = 99999999999999");
        await using var tab = await stage.OpenAsync();
        var page = tab.Open<PackagePage>(("Id", Guid.Parse(id)));
        page.WaitForAssertion(() => Assert.Contains("Перед вами никого нет", page.Markup, StringComparison.Ordinal));
        await page.Find("button:contains('Забрать из очереди')").ClickAsync(new());
        Assert.Equal(PackageState.Draft, (await stage.FindAsync(id)).State);
        page.WaitForAssertion(() => Assert.EndsWith("/review", tab.Address, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_not_sent_says_why_and_goes_again_or_is_changed()
    {
        var id = await stage.DraftAsync();
        await SetAsync(id, "state = 'NotSent', problem = 'Госуслуги отказали: нет полномочий.'");
        await using var tab = await stage.OpenAsync();
        var page = tab.Open<PackagePage>(("Id", Guid.Parse(id)));
        page.WaitForAssertion(() => Assert.Contains("нет полномочий", page.Markup, StringComparison.Ordinal));
        Assert.Single(page.FindAll("button.btn-primary"));
        await page.Find("button:contains('Изменить пакет')").ClickAsync(new());
        Assert.Equal(PackageState.Draft, (await stage.FindAsync(id)).State);
    }

    [Theory]
    [InlineData("Refused", "отказался")]
    [InlineData("Expired", "пакет закрыт")]
    [InlineData("NoRecipient", "нет подтверждённой учётной записи")]
    [InlineData("SenderNotConfirmed", "подписи не завершилась")]
    [InlineData("Attention", "")]
    public async Task Each_end_has_its_own_words_and_a_way_on(string state, string words)
    {
        var id = await stage.DraftAsync();
        await SetAsync(id, $"state = '{state}', final_at = 1, status_id = 4, agency_code = 'code_verbatim'");
        await using var tab = await stage.OpenAsync();
        var page = tab.Open<PackagePage>(("Id", Guid.Parse(id)));
        page.WaitForAssertion(() => Assert.Contains("code_verbatim", page.Markup, StringComparison.Ordinal));
        Assert.Contains(words, page.Find("section[aria-label='Что происходит']").TextContent, StringComparison.Ordinal);
        await page.Find("button:contains('Отправить заново')").ClickAsync(new());
        page.WaitForAssertion(() => Assert.EndsWith("/review", tab.Address, StringComparison.Ordinal));
        Assert.DoesNotContain(id, tab.Address, StringComparison.Ordinal);
        Assert.NotNull((await stage.FindAsync(id)).SeenAt);
    }

    [Fact]
    public async Task A_package_that_waits_shows_until_when_and_nothing_to_press()
    {
        var id = await stage.DraftAsync();
        var until = TimeProvider.System.GetUtcNow().AddHours(5).ToUnixTimeMilliseconds();
        await SetAsync(id, $"state = 'Waiting', status_id = 17, sent_at = 1, order_id = {Random.Shared.NextInt64(long.MaxValue)}, signable_until = {until}");
        await using var tab = await stage.OpenAsync();
        var page = tab.Open<PackagePage>(("Id", Guid.Parse(id)));
        page.WaitForAssertion(() => Assert.Contains("осталось 4", page.Markup.Replace('\u00a0', ' '), StringComparison.Ordinal));
        Assert.Empty(page.FindAll("section[aria-label='Что происходит'] button"));
    }

    [Fact]
    public async Task The_list_finds_by_words_of_the_recipient_the_title_and_a_document_and_keeps_to_its_owner()
    {
        var word = Guid.NewGuid().ToString("N")[..10];
        var id = await stage.DraftAsync(title: $"Договор {word}");
        await using var tab = await stage.OpenAsync();
        var navigation = tab.Services.GetRequiredService<NavigationManager>();
        foreach (var search in new[] { word, $"{word} петрова", $"аренды {word}" })
        {
            navigation.NavigateTo($"/goskey?q={Uri.EscapeDataString(search)}");
            var page = tab.Open<PackagesPage>();
            page.WaitForAssertion(() => Assert.Contains(id, page.Markup, StringComparison.Ordinal));
        }

        var other = await stage.Portal.ActorAsync("accountant");
        Assert.Empty((await stage.Get<FindPackages>().RunAsync(other, new PackageFilter(word), 0, 50, TestContext.Current.CancellationToken)).Rows);
    }

    private async Task SetAsync(string id, string columns)
    {
        await using var db = await stage.Get<Database>().OpenAsync();
        Assert.Equal(1, await db.ExecuteAsync($"UPDATE goskey_package SET {columns} WHERE id = @id", new { id }));
    }

    /// <summary>Its own portal.</summary>
    public sealed class Stage : GoskeyStage
    {
        /// <summary>A tab of the head.</summary>
        public Task<PortalBunit> OpenAsync() => PortalBunit.OpenAsync(Portal, Head);
    }
}
