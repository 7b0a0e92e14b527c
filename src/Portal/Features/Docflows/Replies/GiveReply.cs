using Portal.Access;
using Portal.Features.Audit;
using Portal.Features.Confirmations;
using Portal.Integrations.Http;
using Portal.Storage;

namespace Portal.Features.Docflows.Replies;

/// <summary>What came of pressing «Отправить извещение»: the operation to show when a code is needed, or why nothing began, in words.</summary>
public sealed record GiveOutcome(Signing? Signing, string? Why);

/// <summary>Answers a document: makes the answer (<see cref="MakeReply"/>), signs it with the person's own cloud certificate, at once or by a code, and sends it, once (contract drafts 5.8).</summary>
public sealed class GiveReply(
    Acting acting, DocflowStore docflows, ReplyStore replies, MakeReply make, ReplySignature subject, BeginSigning begin, SendReply send, Noticeboard noticeboard, AuditLog audit)
{
    /// <summary>Begins the answer; what was signed and not sent is sent.</summary>
    /// <param name="codes">Why a demand is refused (<see cref="DemandRefusals"/>); with that answer only.</param>
    /// <exception cref="AccessDeniedException">Not this person's docflow.</exception>
    /// <exception cref="VendorException">Kontur refused or did not answer; nothing was sent.</exception>
    public Task<GiveOutcome> RunAsync(Actor actor, string entryId, string documentId, string replyType, IReadOnlyList<string>? codes = null, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "docflow.reply", entryId, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            var entry = await docflows.FindAsync(link.Id, entryId, cancellationToken) ?? throw new AccessDeniedException();
            (note.LinkId, note.AccountId, note.Detail) = (link.Id, entry.AccountId, $"{replyType} to {documentId}{(codes is { Count: > 0 } ? " for " + string.Join(", ", codes) : null)}");
            var earlier = (await replies.OfDocflowAsync(entryId, cancellationToken)).FirstOrDefault(one => one.DocumentId == documentId && one.ReplyType == replyType);
            if (earlier is { State: ReplyState.NotSent, IntendedAt: not null } && !await replies.IsAnsweredAsync(entry.DocflowId, documentId, replyType, cancellationToken))
            {
                await send.SendAsync(earlier);
                return new GiveOutcome(null, null);
            }

            var made = await make.RunAsync(actor, entryId, documentId, replyType, codes, cancellationToken);
            if (made is not { Reply: { } reply, Thumbprint: { } thumbprint })
            {
                note.Outcome = made.Why == MakeReply.Answered ? "answered" : "not ready";
                return new GiveOutcome(null, made.Why);
            }

            if (await subject.PinAsync(actor, ReplySignature.SubjectOf(reply), thumbprint, cancellationToken) is not Pin.Ready pinned)
            {
                note.Outcome = "answered";
                return new GiveOutcome(null, MakeReply.Answered);
            }

            try
            {
                var signing = await begin.RunAsync(actor, pinned.Request, cancellationToken);
                return new GiveOutcome(signing, signing is null ? "Подписание уже идёт." : null);
            }
            catch (VendorException error) when (error.Kind == VendorErrorKind.Rejected)
            {
                // Somebody was faster by a moment: Kontur refuses the second.
                note.Outcome = "refused";
                if (!await make.IsAnsweredAsync(entry, documentId, replyType, cancellationToken))
                {
                    throw;
                }

                return new GiveOutcome(null, MakeReply.Answered);
            }
            finally
            {
                noticeboard.Publish(DocflowEntry.Topic(entryId));
            }
        });
}
