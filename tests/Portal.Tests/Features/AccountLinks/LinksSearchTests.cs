using Portal.Features.AccountLinks;
using Portal.Testing;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.AccountLinks;

/// <summary>The search of the links follows the registry.</summary>
public sealed class LinksSearchTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_is_found_by_the_phone_and_the_name_that_the_registry_has_by_now()
    {
        var row = new RegistryRow { User = "partner-9901", FullName = "Девичьева Анна Львовна", Phone = "9031990101" };
        await fixture.Portal.LinkedAsync(row);
        await fixture.Portal.ImportAsync(row with { FullName = "Замужняя Анна Львовна", Phone = "9031990202" });

        await Eventually.PassesAsync(
            async () =>
            {
                Assert.Single((await FindAsync("замужняя")).Rows);
                Assert.Single((await FindAsync("0202")).Rows);
            },
            "the link is found by what the registry says", TimeSpan.FromSeconds(40), Stop);
    }

    private async Task<LinksFound> FindAsync(string search) =>
        await fixture.Get<FindLinks>().RunAsync(await fixture.Portal.ActorAsync("admin1"), new LinkFilter(search), 0, 10, Stop);
}
