using Bunit;
using Portal.Features.AccountLinks;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.AccountLinks;

/// <summary>The search field of the links follows the address.</summary>
public sealed class LinksSearchFieldTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    [Fact]
    public async Task The_search_field_says_what_is_searched_for_after_Show_all_and_after_Back()
    {
        await using var tab = await fixture.TabAsync("admin1");
        tab.Go("/admin/links?q=нетникого");
        var screen = tab.Open<LinksPage>();
        PortalBunit.Shows(screen, "Ничего не нашлось");

        tab.Go("/admin/links");

        PortalBunit.Hides(screen, "Ничего не нашлось");
        Assert.Equal("", screen.Find("#link-search").GetAttribute("value") ?? "");
    }
}
