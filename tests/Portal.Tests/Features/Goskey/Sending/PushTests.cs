using Portal.Features.Goskey;
using Portal.Features.Goskey.Sending;
using Portal.Testing;

namespace Portal.Tests.Features.Goskey.Sending;

/// <summary>One request for everything: a lost answer leaves the number unknown, and the portal looks for it instead of sending again.</summary>
public sealed class PushTests(PushTests.Stage stage) : IClassFixture<PushTests.Stage>
{
    // With its signatures the package is over the 50,000,000 bytes of one request.
    private const int PackageUploadSize = 50_000_000;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_push_sends_without_reserving()
    {
        var before = await stage.Outside.LastRequestAsync();
        var id = await stage.DraftAsync(GoskeyStage.Willing, SignatureKind.Ukep);
        await stage.SubmitAsync(id);
        await stage.StateAsync(id, PackageState.Signed);
        await Eventually.IsTrueAsync(async () => await stage.FindAsync(id) is { ResultsAt: not null, Alarms: 0 }, "its signature is verified", TimeSpan.FromSeconds(30), Stop);
        var arrived = Assert.Single(await stage.ArrivedAsync(id));
        Assert.Equal((true, "V1_8"), (arrived.Qualified, arrived.Layout));
        Assert.DoesNotContain(await stage.Outside.RequestsAsync("gusmev/order$"), line => line.Id > before && line.Verb == "POST");
    }

    [Fact]
    public async Task A_package_that_is_too_large_for_a_push_reserves_its_number()
    {
        var before = await stage.Outside.LastRequestAsync();
        var id = await stage.DraftAsync(documents: [("Большой.pdf", GoskeyStage.Pdf("1", PackageUploadSize))]);
        await stage.SubmitAsync(id);
        await stage.StateAsync(id, PackageState.Waiting);
        Assert.Single(await stage.ArrivedAsync(id));
        Assert.Equal([206, 206, 200], (await stage.Outside.RequestsAsync("/push/chunked")).Where(line => line.Id > before).Select(line => line.Status));
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
