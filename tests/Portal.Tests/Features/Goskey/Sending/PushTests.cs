using Portal.Features.Goskey;
using Portal.Features.Goskey.Sending;

namespace Portal.Tests.Features.Goskey.Sending;

/// <summary>One request for everything: a lost answer leaves the number unknown, and the portal looks for it instead of sending again.</summary>
public sealed class PushTests(PushTests.Stage stage) : IClassFixture<PushTests.Stage>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_push_sends_without_reserving()
    {
        var before = await stage.Outside.LastRequestAsync();
        var id = await stage.DraftAsync();
        await stage.SubmitAsync(id);
        await stage.StateAsync(id, PackageState.Waiting);
        Assert.Single(await stage.ArrivedAsync(id));
        Assert.DoesNotContain(await stage.Outside.RequestsAsync("gusmev/order$"), line => line.Id > before && line.Verb == "POST");
    }

    [Fact]
    public async Task A_push_whose_answer_was_lost_is_found_among_the_changed_orders_by_its_request()
    {
        var id = await stage.DraftAsync(title: "Одинаковое название");
        var twin = await stage.DraftAsync(title: "Одинаковое название");
        await stage.SubmitAsync(twin);
        var other = await stage.StateAsync(twin, PackageState.Waiting);

        await stage.Outside.FaultAsync("gusmev/push$", dropAfterAccept: true);
        await stage.SubmitAsync(id);
        var found = await stage.StateAsync(id, PackageState.Waiting);

        Assert.NotNull(found.OrderId);
        Assert.NotEqual(other.OrderId, found.OrderId);
        Assert.Equal(2, (await stage.ArrivedAsync(id)).Count);
    }

    [Fact]
    public async Task A_push_that_left_no_trace_goes_to_a_person_and_is_never_repeated()
    {
        var id = await stage.DraftAsync();
        await stage.Outside.FaultAsync("gusmev/push$", status: 502);
        await stage.SubmitAsync(id);
        var unknown = await stage.StateAsync(id, PackageState.Attention);

        Assert.NotNull(unknown.Problem);
        Assert.False((await stage.Get<SubmitPackage>().RunAsync(stage.Head, id, Stop)).Queued);
        Assert.Empty(await stage.ArrivedAsync(id));
        Assert.NotNull(await stage.Get<SendAgain>().RunAsync(stage.Head, id, Stop));
    }

    /// <summary>A portal that pushes.</summary>
    public sealed class Stage() : GoskeyStage(new Dictionary<string, string> { ["Goskey:Sending"] = "Push" });
}
