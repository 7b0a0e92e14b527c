using Bunit;
using Portal.Features.Docflows;
using Portal.Features.Docflows.List;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.Docflows;

/// <summary>Kontur does not answer, and then it does: the stored list is read on, it is said once, and the job catches up.</summary>
public sealed class DocflowListOutageTests : IAsyncLifetime
{
    private const string Account = PortalFixture.Testovaya;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly PortalFixture fixture = new() { Settings = new Dictionary<string, string> { ["DocflowList:Interval"] = "00:00:10" } };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => fixture.InitializeAsync();

    public ValueTask DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public async Task The_stored_list_is_read_on_it_is_said_once_and_afterwards_the_list_catches_up_by_itself()
    {
        var actor = await fixture.InAsync("director", Account);
        var letter = (await fixture.Outside.IncomingAsync(Account, "fns534-cu-letter")).ToString();
        await fixture.Get<RefreshDocflows>().RunAsync(actor, Account, full: true, Stop);
        var row = (await fixture.Get<FindDocflows>().RunAsync(actor, Account, new DocflowListFilter(), 0, 100, Stop)).Rows.Single(one => one.DocflowId == letter);
        await fixture.Outside.FaultAsync("/extern/", verb: "GET", status: 503, times: 5000);
        await using var tab = await fixture.TabAsync("director");
        tab.Go($"/a/{Account}/docflows");
        var page = tab.Open<DocflowsPage>(("AccountId", Guid.Parse(Account)));

        PortalBunit.Shows(page, "Контур не отвечает. Показано на ");
        Assert.Matches("Показано на [0-9]{2}:[0-9]{2}.МСК", PortalBunit.Words(page));
        Assert.Equal(1, PortalBunit.Words(page).Split("Контур не отвечает").Length - 1);
        Assert.NotEmpty(page.FindAll(Link(row)));
        tab.Go($"/a/{Account}/docflows?q=нетакогослова");
        PortalBunit.Shows(page, "Ничего не нашлось");
        Assert.Equal(1, PortalBunit.Words(page).Split("Контур не отвечает").Length - 1);
        tab.Go($"/a/{Account}/docflows");

        var arrived = (await fixture.Outside.IncomingAsync(Account, "stat-cu-letter")).ToString();
        await fixture.Outside.NoFaultsAsync();

        page.WaitForAssertion(() => Assert.DoesNotContain("Контур не отвечает", PortalBunit.Words(page), StringComparison.Ordinal), Patience);
        PortalBunit.Shows(page, "Письмо из Росстата");
        Assert.Contains((await fixture.Get<FindDocflows>().RunAsync(actor, Account, new DocflowListFilter(), 0, 100, Stop)).Rows, one => one.DocflowId == arrived);
    }

    private static string Link(DocflowEntry row) => $"a.row-link[href='/a/{Account}/docflows/{row.Id}']";
}
