using Portal.Access;
using Portal.Features.Docflows;
using Portal.Features.Docflows.Replies;
using Portal.Testing;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.Docflows;

/// <summary>An answer went, and Kontur does not show the docflow just then.</summary>
public sealed class UnreadAnswerTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("fns534-cu-letter", "finished")]
    [InlineData("fns534-demand", "arrived")]
    public async Task What_came_in_is_read_by_the_job_as_soon_as_it_can_be(string type, string status)
    {
        var signer = DocflowSigner.By("SMS");
        var actor = await fixture.InAsync(signer.Login, signer.AccountId);
        var (entryId, docflowId) = await SentDocflow.MakeAsync(fixture, signer, actor, type);
        await fixture.Get<OpenDocflow>().RunAsync(actor, entryId, Stop);
        var receipt = Assert.Single((await fixture.Get<ListReplies>().RunAsync(actor, entryId, Stop)).Possible);
        await fixture.Outside.FaultAsync($"docflows/{docflowId}$", verb: "GET", status: 503, times: 100);

        await fixture.Get<GiveReply>().RunAsync(actor, entryId, receipt.DocumentId, receipt.ReplyType, cancellationToken: Stop);

        Assert.Equal(ReplyState.Sent, Assert.Single((await fixture.Get<ListReplies>().RunAsync(actor, entryId, Stop)).Given).State);
        Assert.Equal("received", await StatusAsync());
        await fixture.Outside.NoFaultsAsync();
        await Eventually.IsTrueAsync(async () => await StatusAsync() == status, $"{type} is {status}", TimeSpan.FromSeconds(60), Stop);

        async Task<string> StatusAsync() => DocflowScene.Last(
            (await fixture.Get<DocflowStore>().FindAsync((await fixture.Get<Acting>().LinkOfAsync(actor, Stop)).Id, entryId, Stop))!.Status);
    }
}
