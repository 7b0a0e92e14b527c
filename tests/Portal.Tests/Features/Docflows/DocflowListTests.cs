using System.Net;
using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Features.Docflows;
using Portal.Features.Docflows.List;
using Portal.Integrations.Http;
using Portal.Testing;
using Portal.Tests.Access;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.Docflows;

/// <summary>«Документооборот» against the simulator: who sees what, what is taken away, and what remains when Kontur does not answer.</summary>
public sealed class DocflowListTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    private const string Account = PortalFixture.Testovaya;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_type_is_listed_those_too_that_a_list_without_a_type_leaves_out()
    {
        var actor = await fixture.InAsync("director", Account);
        var kinds = new[] { "fns534-demand", "fns534-cu-letter", "fns534-cu-broadcast", "stat-cu-letter", "stat-cu-broadcast", "pfr-cu-letter", "fss-sedo-demand", "fss-sedo-billing-information" };
        var made = new List<string>();
        foreach (var kind in kinds)
        {
            made.Add((await fixture.Outside.IncomingAsync(Account, kind)).ToString());
        }

        await RefreshAsync(actor, full: true);
        var rows = await RowsAsync(actor);
        Assert.Equal(made.Order(), rows.Select(row => row.DocflowId).Intersect(made).Order());
        Assert.All(rows.Where(row => made.Contains(row.DocflowId)), row => Assert.NotEqual("Документ", row.FormName));
        Assert.Contains(rows, row => row.Type == DocflowEntry.ReportType);

        // What comes later is found by the list of changes; and of what has not changed nothing is read again but the overlap.
        var late = new[] { await fixture.Outside.IncomingAsync(Account, "fns534-cu-letter"), await fixture.Outside.IncomingAsync(Account, "stat-cu-broadcast") };
        await RefreshAsync(actor, full: false);
        Assert.Equal(2, (await RowsAsync(actor)).Count(row => late.Contains(Guid.Parse(row.DocflowId))));
    }

    [Fact]
    public async Task Two_people_of_one_account_see_different_rows_and_a_right_taken_away_is_seen_by_no_guessed_address()
    {
        var (director, accountant) = (await fixture.InAsync("director", Account), await fixture.InAsync("accountant", Account));
        var letter = await fixture.Outside.IncomingAsync(Account, "fns534-cu-letter");
        await RefreshAsync(director, full: true);
        await RefreshAsync(accountant, full: true);
        Assert.Contains(await RowsAsync(director), row => row.DocflowId == letter.ToString());
        Assert.DoesNotContain(await RowsAsync(accountant), row => row.DocflowId == letter.ToString());

        await fixture.Outside.GiveRoleAsync(Account, "accountant", "admin");
        await RefreshAsync(accountant, full: true);
        var seen = (await RowsAsync(accountant)).Single(row => row.DocflowId == letter.ToString());
        Assert.True(await fixture.Get<OpenDocflow>().RunAsync(accountant, seen.Id, Stop));
        using var visitor = new Visitor(fixture.Portal);
        await visitor.SignInAsync("accountant");
        await fixture.Outside.GiveRoleAsync(Account, "accountant", "user");

        // Even before the next list: its own page is refused at Kontur, and stays refused.
        await using var open = await fixture.TabAsync("accountant");
        PortalBunit.Shows(open.Open<DocflowPage>(("AccountId", Guid.Parse(Account)), ("EntryId", seen.Id)), "нет к ней доступа");
        await Assert.ThrowsAsync<AccessDeniedException>(() => fixture.Get<OpenDocflow>().RunAsync(accountant, seen.Id, Stop));
        Assert.DoesNotContain(await RowsAsync(accountant), row => row.Id == seen.Id);
        await RefreshAsync(accountant, full: true);
        Assert.Null(await fixture.Get<FindOfDocflow>().RunAsync(accountant, letter.ToString(), Stop));
        using (var package = await visitor.Http.GetAsync($"/a/{Account}/docflows/{seen.Id}/package", Stop))
        {
            Assert.NotEqual(HttpStatusCode.OK, package.StatusCode);
        }

        await using var tab = await fixture.TabAsync("accountant");
        PortalBunit.Shows(tab.Open<DocflowPage>(("AccountId", Guid.Parse(Account)), ("EntryId", seen.Id)), "нет к ней доступа");
        await fixture.Outside.GiveRoleAsync(Account, "accountant", "admin");
        await RefreshAsync(accountant, full: true);
        Assert.Contains(await RowsAsync(accountant), row => row.Id == seen.Id);
        await fixture.Outside.GiveRoleAsync(Account, "accountant", "user");
        await RefreshAsync(accountant, full: true);
        Assert.DoesNotContain(await RowsAsync(accountant), row => row.Id == seen.Id);
    }

    [Fact]
    public async Task A_list_that_ended_in_the_middle_hides_nothing()
    {
        var actor = await fixture.InAsync("director", Account);
        await fixture.Outside.IncomingAsync(Account, "stat-cu-broadcast");
        await RefreshAsync(actor, full: true);
        var before = (await RowsAsync(actor)).Select(row => row.Id).ToList();
        await fixture.Outside.FaultAsync(@"/docflows\?.*type=stat-cu-broadcast", verb: "GET", status: 503, times: 500);
        try
        {
            await Assert.ThrowsAsync<VendorException>(() => RefreshAsync(actor, full: true));
        }
        finally
        {
            await fixture.Outside.NoFaultsAsync();
        }

        Assert.Equal(before, (await RowsAsync(actor)).Select(row => row.Id));
    }

    [Fact]
    public async Task The_page_narrows_by_its_address_marks_what_is_unread_and_says_when_nothing_is_found()
    {
        var actor = await fixture.InAsync("director", Account);
        var demand = await fixture.Outside.IncomingAsync(Account, "fns534-demand");
        await RefreshAsync(actor, full: true);
        await using var tab = await fixture.TabAsync("director");
        tab.Go($"/a/{Account}/docflows?kind=demand&unread=1");
        var page = Open(tab);
        PortalBunit.Shows(page, "не прочитано");
        PortalBunit.Shows(page, "ждёт вашего извещения о получении");
        PortalBunit.Hides(page, "корректировка");
        var row = (await RowsAsync(actor)).Single(one => one.DocflowId == demand.ToString());
        Assert.NotEmpty(page.FindAll($"a.row-link[href='/a/{Account}/docflows/{row.Id}']"));
        Assert.Contains(page.FindAll("nav a[aria-current='true']"), link => link.TextContent.Contains("Требования", StringComparison.Ordinal));

        await fixture.Get<OpenDocflow>().RunAsync(actor, row.Id, Stop);
        tab.Go($"/a/{Account}/docflows?q={demand}");
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll($"a.row-link[href='/a/{Account}/docflows/{row.Id}']")), Eventually.DefaultTimeout);
        PortalBunit.Hides(page, "не прочитано");

        tab.Go($"/a/{Account}/docflows?q=нетакогослова");
        PortalBunit.Shows(page, "Ничего не нашлось");
        await PortalBunit.ActAsync(page, () => page.FindAll("#docflow-body").FirstOrDefault(), select => select.ChangeAsync(new ChangeEventArgs { Value = "rosstat" }));
        Assert.Contains("body=rosstat", tab.Address, StringComparison.Ordinal);

        tab.Go($"/a/{Account}/docflows?kind=demand&awaits=1");
        await PortalBunit.ActAsync(page, () => page.FindAll("#filter-name").FirstOrDefault(), field => field.InputAsync(new ChangeEventArgs { Value = "Требования к ответу" }));
        await PortalBunit.PressAsync(page, "Сохранить отбор");
        PortalBunit.Shows(page, "Удалить отбор «Требования к ответу»");
        Assert.NotEmpty(page.FindAll($"a[href='/a/{Account}/docflows?kind=demand&awaits=1'][aria-current]"));
        await PortalBunit.PressAsync(page, "Удалить отбор «Требования к ответу»");
        PortalBunit.Hides(page, "Требования к ответу");
    }

    [Fact]
    public async Task An_account_without_docflows_says_so()
    {
        await fixture.InAsync("director", PortalFixture.Wind);
        await using var tab = await fixture.TabAsync("director");

        PortalBunit.Shows(tab.Open<DocflowsPage>(("AccountId", Guid.Parse(PortalFixture.Wind))), "Документов нет");
    }

    private static IRenderedComponent<IComponent> Open(PortalBunit tab) => tab.Open<DocflowsPage>(("AccountId", Guid.Parse(Account)));

    private Task<int> RefreshAsync(Actor actor, bool full) => fixture.Get<RefreshDocflows>().RunAsync(actor, Account, full, Stop);

    private async Task<IReadOnlyList<DocflowEntry>> RowsAsync(Actor actor) => (await fixture.Get<FindDocflows>().RunAsync(actor, Account, new DocflowListFilter(), 0, 100, Stop)).Rows;
}
