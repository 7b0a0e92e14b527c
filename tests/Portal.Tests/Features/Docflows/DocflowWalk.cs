using Dapper;
using Portal.Features.Docflows;
using Portal.Features.Docflows.Decryption;
using Portal.Features.Docflows.List;
using Portal.Features.Docflows.Reading;
using Portal.Features.Docflows.Replies;
using Portal.Storage;
using Portal.Testing;

namespace Portal.Tests.Features.Docflows;

/// <summary>
/// Walks a docflow turn by turn through the portal's operations and compares what the portal holds after each: <c>action: status state, word; what awaits an answer</c>,
/// with <c>~</c> for the docflow's type. Actions: <c>open</c>, an outcome of the state body, <c>R document reply?</c> of the person, <c>check codes</c> of a demand.
/// Everything that comes is decrypted and read, and has a name for people.
/// </summary>
internal sealed class DocflowWalk(DocflowScene scene, AnswerManner manner)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly DocflowAnswers answers = new(scene, manner);
    private readonly HashSet<string> opened = [];
    private IReadOnlyList<string>? found;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async Task StepAsync(string step)
    {
        var (action, expected) = (step[..step.IndexOf(':', StringComparison.Ordinal)], step[(step.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
        await ActAsync(action.Replace("~", scene.Type, StringComparison.Ordinal).Split(' '));
        await ReadEverythingAsync();
        await Eventually.PassesAsync(async () => Assert.Equal($"{action}: {expected}", $"{action}: {await SeenAsync()}"), step, cancellationToken: Stop);
    }

    /// <summary>At the end: Kontur stands where the portal says, took every answer once, and shows it under the person's name.</summary>
    public async Task EndAsync()
    {
        // An answer to the former pension fund is a signature under what the fund sent, no document of its own (contract drafts 6.11).
        foreach (var kind in answers.Given.Where(one => !PossibleReply.IsOfFund(one.ReplyType)).GroupBy(one => one.ReplyType))
        {
            Assert.Equal(kind.Count(), (await scene.DocumentsAsync()).Count(document => DocflowScene.Last(document.Type) == kind.Key && document.SignedBy == scene.Signer.FullName));
        }

        Assert.Equal(answers.Given.Count, await scene.Fixture.Outside.AcceptedPostsAsync($"docflows/{scene.DocflowId}/documents/[0-9a-f-]+/(pfr-)?replies/[0-9a-f-]+/send"));
        var there = (await scene.Fixture.Outside.ArrivedAsync(scene.Signer.AccountId)).Single(one => one.DocflowId == scene.DocflowId);
        Assert.Equal(DocflowScene.Last((await scene.EntryAsync()).Status), there.Status);
    }

    private async Task ActAsync(string[] action)
    {
        switch (action)
        {
            case ["open"]:
                await scene.Get<OpenDocflow>().RunAsync(scene.Actor, scene.EntryId, Stop);
                break;
            case ["R", var document, ..]:
                var reply = action.ElementAtOrDefault(2) ?? $"{scene.Type}-receipt";
                await answers.GiveAsync(document, reply, reply.EndsWith("-negative", StringComparison.Ordinal) ? found : null);
                break;
            case ["check", .. var codes]:
                var check = await scene.Get<CheckDemand>().RunAsync(scene.Actor, scene.EntryId, Stop);
                Assert.Null(check.Why);
                Assert.Equal(codes, found = check.Codes);
                break;
            default:
                await scene.Fixture.Outside.StepAsync(scene.DocflowId, action[0]);
                await LearnAsync();
                break;
        }
    }

    // What the person sent is followed by the job; what came in moves by the list, and its documents by opening it.
    private async Task LearnAsync()
    {
        if (await scene.EntryAsync() is var entry && DocflowGroups.IsIncoming(entry.Type, entry.Status))
        {
            await scene.Get<RefreshDocflows>().RunAsync(scene.Actor, scene.Signer.AccountId, cancellationToken: Stop);
            await scene.Get<OpenDocflow>().RunAsync(scene.Actor, scene.EntryId, Stop);
            return;
        }

        await using (var db = await scene.Get<Database>().OpenAsync(Stop))
        {
            Assert.Equal(1, await db.ExecuteAsync("UPDATE docflow SET next_ask_at = 1 WHERE id = @EntryId AND next_ask_at IS NOT NULL", new { scene.EntryId }));
        }

        await scene.Get<FollowDocflows>().RunAsync(Stop);
    }

    private async Task ReadEverythingAsync()
    {
        foreach (var document in (await scene.DocumentsAsync()).Where(document => opened.Add(document.DocumentId)))
        {
            Assert.NotEqual("Документ", DocflowWords.Document(document.Type));
            await (document.IsSealed ? DecryptAsync(document) : Task.CompletedTask);
            var read = await scene.Get<OpenDocument>().RunAsync(scene.Actor, scene.EntryId, document.DocumentId, Stop);
            Assert.True(read.Content is { Size: > 0, Kind: not ReadableKind.Other }, $"{document.Type}: {read.Content}");
            Assert.All(read.Signatures, signature => Assert.Null(signature.Fault));

            // The operator's descriptions bear no signature, a report to the fund has it inside (contract drafts 1.3, 6.1, 6.8).
            Assert.Equal(!document.Type.EndsWith("-description", StringComparison.Ordinal) && !document.Type.EndsWith(":sfr-report-report-document", StringComparison.Ordinal), read.Signatures.Count > 0);
        }
    }

    private async Task DecryptAsync(EntryDocument document)
    {
        var begun = await scene.Get<DecryptDocument>().RunAsync(scene.Actor, scene.EntryId, document.DocumentId, Stop);
        await scene.Signer.ConfirmAsync(scene.Fixture, scene.Actor, begun.Signing, begun.Why);
        await Eventually.IsTrueAsync(
            async () => (await scene.DocumentsAsync()).Any(one => one.DocumentId == document.DocumentId && !one.IsSealed), $"{document.Type} is decrypted", Patience, Stop);
    }

    private async Task<string> SeenAsync()
    {
        var (entry, documents) = (await scene.EntryAsync(), (await scene.DocumentsAsync()).ToDictionary(document => document.DocumentId, document => DocflowScene.Last(document.Type)));
        var awaiting = (await scene.RepliesAsync()).Possible
            .Select(one => documents[one.DocumentId] + (one.ReplyType == $"{scene.Type}-receipt" ? "" : $">{one.ReplyType}"))
            .Select(one => one.Replace(scene.Type, "~", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        return $"{DocflowScene.Last(entry.Status)} {DocflowScene.Last(entry.SuccessState)}, {DocflowWords.Status(entry).Word}; {string.Join(' ', awaiting)}".Trim();
    }
}
