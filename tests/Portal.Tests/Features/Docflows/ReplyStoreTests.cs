using Portal.Features.Docflows;
using Portal.Features.Docflows.Replies;
using Portal.Storage;
using Portal.Testing;
using Portal.Tests.Storage;

namespace Portal.Tests.Features.Docflows;

public sealed class ReplyStoreTests(Databases databases)
{
    private const string Receipt = "fns534-demand-receipt";
    private const string Acceptance = "fns534-demand-acceptance-result-positive";
    private const string Refusal = "fns534-demand-acceptance-result-negative";
    private static readonly DateTimeOffset Noon = TestClock.Create().GetUtcNow();

    public static TheoryData<string> Engines => Databases.Engines;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_reading_that_a_sent_answer_overtook_does_not_bring_it_back_nor_what_it_excludes(string engine)
    {
        var database = await databases.GetAsync(engine);
        var (docflows, replies) = (new DocflowStore(database, TestClock.Create()), new ReplyStore(database, TestClock.Create()));
        var entry = Row((await Databases.LinkAsync(database)).Id);
        await docflows.SaveAsync(entry, [Asking(Receipt)], null, Stop);
        await SendAsync(replies, entry, Receipt);
        Assert.Empty(await replies.PossibleAsync(entry.Id, Stop));

        await docflows.SaveAsync(entry, [Asking(Receipt)], null, Stop);
        Assert.Empty(await replies.PossibleAsync(entry.Id, Stop));

        await docflows.SaveAsync(entry, [Asking(Acceptance, Refusal)], null, Stop);
        Assert.Equal([Refusal, Acceptance], (await replies.PossibleAsync(entry.Id, Stop)).Select(one => one.ReplyType));
        await SendAsync(replies, entry, Acceptance);
        await docflows.SaveAsync(entry, [Asking(Acceptance, Refusal)], null, Stop);
        Assert.Empty(await replies.PossibleAsync(entry.Id, Stop));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Awaited_receipts_are_listed_and_counted_without_decisions_and_what_was_not_sent_is_told(string engine)
    {
        var database = await databases.GetAsync(engine);
        var (docflows, replies) = (new DocflowStore(database, TestClock.Create()), new ReplyStore(database, TestClock.Create()));
        var entry = Row((await Databases.LinkAsync(database)).Id);
        await docflows.SaveAsync(entry, [Asking(Receipt, Acceptance, "sfr-report-protocol-refinement-notice-receipt")], null, Stop);

        var awaited = await replies.ReceiptsAsync(entry.LinkId, "account", 10, Stop);
        Assert.Equal([(true, "t"), (false, "t")], awaited.OrderByDescending(one => one.IsSignedAtOnce).Select(one => (one.IsSignedAtOnce, one.DocumentType)));
        Assert.Equal((1, 0), (await replies.CountReceiptsAsync(entry.LinkId, "account", 10, Stop), await replies.CountReceiptsAsync(entry.LinkId, "another", 10, Stop)));
        Assert.Empty(await replies.UnsentAsync(entry.LinkId, 10, Stop));
        await SendAsync(replies, entry, Receipt, ReplyState.NotSent);
        Assert.Equal(Receipt, Assert.Single(await replies.UnsentAsync(entry.LinkId, 10, Stop)).ReplyType);
        Assert.Equal(1, await replies.CountReceiptsAsync(entry.LinkId, "account", 10, Stop));
        await SendAsync(replies, entry, Receipt);
        Assert.Empty(await replies.UnsentAsync(entry.LinkId, 10, Stop));
        Assert.Equal(0, await replies.CountReceiptsAsync(entry.LinkId, "account", 10, Stop));
    }

    private static async Task SendAsync(ReplyStore replies, DocflowEntry entry, string type, ReplyState outcome = ReplyState.Sent)
    {
        var reply = new Reply
        {
            Id = Guid.NewGuid().ToString(), DocflowRowId = entry.Id, LinkId = entry.LinkId, AccountId = entry.AccountId, DocflowId = entry.DocflowId, DocumentId = "1", ReplyType = type,
            KonturReplyId = Guid.NewGuid().ToString(), FileName = "f.xml", Sha256 = "", State = ReplyState.Made, MadeAt = Noon,
        };
        await replies.AddAsync(reply, Stop);
        await replies.SignedAsync(reply.Id, TimeSpan.Zero, Stop);
        Assert.True(await replies.IntendAsync(reply.Id, TimeSpan.Zero, Stop));
        await replies.SettleAsync(reply.Id, outcome, cancellationToken: Stop);
    }

    private static EntryDocument Asking(params string[] replies) => new() { DocumentId = "1", Type = "t", FileName = "f.xml", Size = 1, SentAt = Noon, Replies = replies };

    private static DocflowEntry Row(string linkId) => new()
    {
        Id = Guid.NewGuid().ToString(), LinkId = linkId, AccountId = "account", DocflowId = Guid.NewGuid().ToString(), Type = "urn:docflow:fns534-demand", Status = "received", FormName = "Требование",
        Correction = 0, Payer = "6676130154", Recipient = "0087", SentAt = Noon, ChangedAt = Noon, Asked = 0,
    };
}
