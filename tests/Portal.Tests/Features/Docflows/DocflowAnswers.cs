using Dapper;
using Portal.Features.Confirmations;
using Portal.Features.Docflows.Replies;
using Portal.Storage;
using Portal.Testing;

namespace Portal.Tests.Features.Docflows;

/// <summary>How answers fare.</summary>
/// <param name="ReceiptsAreConfirmed">The service wants a confirmation of receipts too.</param>
/// <param name="SendingsAreLost">The service takes every answer, and its word of that is lost.</param>
internal sealed record AnswerManner(bool ReceiptsAreConfirmed, bool SendingsAreLost);

/// <summary>Gives the answers of a walk as a person does, presses once more, and counts at Kontur.</summary>
internal sealed class DocflowAnswers(DocflowScene scene, AnswerManner manner)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly List<PossibleReply> given = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public IReadOnlyList<PossibleReply> Given => given;

    public async Task GiveAsync(string documentType, string replyType, IReadOnlyList<string>? codes)
    {
        var documents = (await scene.DocumentsAsync()).Where(document => DocflowScene.Last(document.Type) == documentType).Select(document => document.DocumentId).ToList();
        var possible = (await scene.RepliesAsync()).Possible.Single(one => documents.Contains(one.DocumentId) && one.ReplyType == replyType);
        Assert.NotEqual("Ответ", ReplyWords.Name(replyType));
        if (manner.SendingsAreLost)
        {
            await scene.Fixture.Outside.FaultAsync($"{possible.DocumentId}/(pfr-)?replies/.*/send", dropAfterAccept: true);
        }

        await SignAsync(possible, await PressAsync(possible, codes));
        given.Add(possible);
        await (manner.SendingsAreLost ? SettleAsync(possible) : Task.CompletedTask);
        await Eventually.IsTrueAsync(async () => (await FindAsync(possible))?.State == ReplyState.Sent, $"{replyType} is sent", Patience, Stop);
        Assert.Equal("На этот документ уже ответили: состояние обновлено.", (await PressAsync(possible, codes)).Why);
        Assert.Equal(given.Count(one => one.DocumentId == possible.DocumentId), await scene.Fixture.Outside.AcceptedPostsAsync($"{possible.DocumentId}/(pfr-)?replies/[0-9a-f-]+/send"));
    }

    private Task<GiveOutcome> PressAsync(PossibleReply reply, IReadOnlyList<string>? codes) =>
        scene.Get<GiveReply>().RunAsync(scene.Actor, scene.EntryId, reply.DocumentId, reply.ReplyType, codes, Stop);

    private async Task SignAsync(PossibleReply reply, GiveOutcome begun)
    {
        if (!reply.IsSignedAtOnce || manner.ReceiptsAreConfirmed)
        {
            await scene.Signer.ConfirmAsync(scene.Fixture, scene.Actor, begun.Signing, begun.Why);
            return;
        }

        Assert.Equal((SigningState.Confirmed, SigningWay.None, null), (begun.Signing?.State, begun.Signing?.Way, begun.Why));
    }

    // The job would ask in two seconds.
    private async Task SettleAsync(PossibleReply reply)
    {
        await Eventually.IsTrueAsync(async () => (await FindAsync(reply))?.State is ReplyState.Intended or ReplyState.Sent, "it is on its way", Patience, Stop);
        await using (var db = await scene.Get<Database>().OpenAsync(Stop))
        {
            await db.ExecuteAsync("UPDATE reply SET next_ask_at = 1 WHERE id = @Id AND state = 'Intended'", new { (await FindAsync(reply))!.Id });
        }

        await scene.Get<SettleReplies>().RunAsync(Stop);
    }

    private async Task<Reply?> FindAsync(PossibleReply reply) =>
        (await scene.RepliesAsync()).Given.FirstOrDefault(one => (one.DocumentId, one.ReplyType) == (reply.DocumentId, reply.ReplyType));
}
