using System.Security.Cryptography;
using Portal.Access;
using Portal.Features.Audit;
using Portal.Features.Confirmations;
using Portal.Features.Drafts;
using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;
using Portal.Storage;

namespace Portal.Features.Docflows.Replies;

/// <summary>What came of pressing «Отправить извещение»: the operation to show when a code is needed, or why nothing began, in words.</summary>
public sealed record GiveOutcome(Signing? Signing, string? Why);

/// <summary>Answers a document: makes the answer at Kontur, signs it with the person's own cloud certificate, at once or by a code, and sends it, once (contract drafts 5.8).</summary>
public sealed class GiveReply(
    Acting acting, DocflowStore docflows, ReplyStore replies, ListCertificates certificates, IExternRepliesApi api, ReplySignature subject, BeginSigning begin, SendReply send,
    Noticeboard noticeboard, TimeProvider clock, AuditLog audit)
{
    private static readonly GiveOutcome Answered = new(null, "На этот документ уже ответили: состояние обновлено.");

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
            if (!(await replies.PossibleAsync(entryId, cancellationToken)).Contains(new PossibleReply(documentId, replyType))
                || await replies.IsAnsweredAsync(entry.DocflowId, documentId, replyType, cancellationToken))
            {
                note.Outcome = "answered";
                return Answered;
            }

            var earlier = (await replies.OfDocflowAsync(entryId, cancellationToken)).FirstOrDefault(one => one.DocumentId == documentId && one.ReplyType == replyType);
            if (earlier is { State: ReplyState.NotSent, IntendedAt: not null })
            {
                await send.SendAsync(earlier);
                return new GiveOutcome(null, null);
            }

            if ((await certificates.RunAsync(actor, entry.AccountId, cancellationToken)).FirstOrDefault(choice => choice.WhyNot is null) is not { } choice)
            {
                note.Outcome = "no certificate";
                return new GiveOutcome(null, "Ответить может только тот, у кого есть действующий облачный сертификат. У вас его здесь нет.");
            }

            try
            {
                var reply = earlier is { State: ReplyState.Made } && codes is null ? earlier : await MakeAsync(entry, documentId, replyType, codes, choice, cancellationToken);
                return await subject.PinAsync(actor, ReplySignature.SubjectOf(reply), choice.Certificate.Thumbprint, cancellationToken) is Pin.Ready pinned
                    ? Begun(await begin.RunAsync(actor, pinned.Request, cancellationToken), reply)
                    : Answered;
            }
            catch (VendorException error) when (error.Kind == VendorErrorKind.Rejected)
            {
                // Somebody was faster by a moment: Kontur refuses the second.
                note.Outcome = "refused";
                if (await replies.IsAnsweredAsync(entry.DocflowId, documentId, replyType, cancellationToken))
                {
                    return Answered;
                }

                throw;
            }
        });

    private GiveOutcome Begun(Signing? signing, Reply reply)
    {
        noticeboard.Publish(DocflowEntry.Topic(reply.DocflowRowId));
        return new GiveOutcome(signing, signing is null ? "Подписание уже идёт." : null);
    }

    private async Task<Reply> MakeAsync(
        DocflowEntry entry, string documentId, string replyType, IReadOnlyList<string>? codes, CertificateChoice choice, CancellationToken cancellationToken)
    {
        var made = await api.GenerateAsync(
            Acting.SessionOf(entry.LinkId), Guid.Parse(entry.AccountId), Guid.Parse(entry.DocflowId), Guid.Parse(documentId), replyType, new ReplyCertificate(choice.Certificate.Content),
            codes, cancellationToken);
        var reply = new Reply
        {
            Id = Guid.NewGuid().ToString(), DocflowRowId = entry.Id, LinkId = entry.LinkId, AccountId = entry.AccountId, DocflowId = entry.DocflowId, DocumentId = documentId,
            ReplyType = replyType, KonturReplyId = made.Id.ToString(), FileName = made.Filename ?? ReplyWords.Name(replyType),
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(made.Content ?? [])), State = ReplyState.Made, MadeAt = clock.GetUtcNow(),
        };
        await replies.AddAsync(reply, CancellationToken.None);
        return reply;
    }
}
