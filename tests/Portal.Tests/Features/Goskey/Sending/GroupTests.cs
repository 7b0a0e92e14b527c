using System.Text;
using Portal.Features.Goskey;
using Portal.Features.Goskey.List;
using Portal.Features.Goskey.New;
using Portal.Features.Goskey.Sending;
using Portal.Testing;

namespace Portal.Tests.Features.Goskey.Sending;

/// <summary>The same documents to a list of people: a package each, 20 in ten minutes, the rest told when they go (Appendix B 11).</summary>
public sealed class GroupTests(GroupTests.Stage stage) : IClassFixture<GroupTests.Stage>
{
    private const int People = 22;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_twenty_two_packages_twenty_go_and_two_wait_are_told_when_and_can_be_taken_back()
    {
        var group = await stage.DraftAsync();
        var list = string.Join('\n', Enumerable.Range(1, People).Select(number => $"Работник {number};000-000-{number:000} 00;"));
        Assert.Equal(People, (await stage.Get<ReadRecipients>().RunAsync(stage.Head, group, "список.csv", Encoding.UTF8.GetBytes(list), Stop)).People.Count);
        await stage.Get<ChangeRecipientList>().RunAsync(stage.Head, group, new ListChange.TakeFile(), Stop);
        Assert.IsType<StepOutcome.Saved>(await stage.Get<SaveRecipientList>().RunAsync(
            stage.Head, group, new ListInput { SenderId = stage.SenderId, Kind = SignatureKind.Unep, Consented = true }, Stop));
        await stage.SubmitAsync(group);

        var filter = new PackageFilter(GroupId: group);
        await Eventually.IsTrueAsync(
            async () => (await RowsAsync(filter)).Count(row => row.Package.OrderId is not null) == SendQueue.Limit, "twenty are sent", TimeSpan.FromSeconds(120), Stop);
        var waiting = (await RowsAsync(filter)).Where(row => row.Package.State == PackageState.Queued).Select(row => row.Package).ToList();
        Assert.Equal(People - SendQueue.Limit, waiting.Count);
        Assert.Equal(SendQueue.Limit, (await stage.ArrivedAsync(group)).Count);

        var now = TimeProvider.System.GetUtcNow();
        var views = new List<PackageView>();
        foreach (var package in waiting)
        {
            views.Add(await stage.Get<OpenPackage>().RunAsync(stage.Head, package.Id, Stop));
        }

        Assert.Equal([0, 1], views.Select(view => view.Ahead).Order());
        Assert.All(views, view => Assert.InRange(view.TurnAt!.Value, now + TimeSpan.FromMinutes(5), now + SendQueue.Window));
        Assert.True(await stage.Get<TakeBackPackage>().RunAsync(stage.Head, waiting[0].Id, Stop));
        Assert.Equal(PackageState.NotSent, (await stage.FindAsync(waiting[0].Id)).State);
        var shown = Assert.Single((await stage.Get<FindPackages>().RunAsync(stage.Head, new PackageFilter(), 0, 50, Stop)).Rows, row => row.Package.Id == group);
        Assert.Equal((PackageState.Group, (long)People), (shown.Package.State, shown.Counts.People));
    }

    private async Task<IReadOnlyList<ListedPackage>> RowsAsync(PackageFilter filter) => (await stage.Get<FindPackages>().RunAsync(stage.Head, filter, 0, 100, Stop)).Rows;

    /// <summary>Its own portal.</summary>
    public sealed class Stage : GoskeyStage;
}
