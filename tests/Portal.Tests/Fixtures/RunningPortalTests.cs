using Portal.Features.Accounts;
using Portal.Testing;

namespace Portal.Tests.Fixtures;

/// <summary>The fixture of every test that needs the whole portal.</summary>
public sealed class RunningPortalTests
{
    [Fact]
    public async Task A_portal_in_this_process_lists_the_accounts_of_a_linked_person()
    {
        await using var outside = await Outside.StartAsync();
        await using var portal = await RunningPortal.StartAsync(outside);
        var director = await portal.ActorAsync("director");

        Assert.Equal(2, await portal.Get<RefreshAccounts>().RunAsync(director, TestContext.Current.CancellationToken));

        var (rows, total) = await portal.Get<ListAccounts>().RunAsync(director, "тестовая", 0, 10, TestContext.Current.CancellationToken);
        Assert.Equal(1, total);
        Assert.Equal("6676130154", rows[0].Inn);
        using var http = new HttpClient { BaseAddress = portal.Address };
        Assert.Contains("Отчётность", await http.GetStringAsync("/", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
