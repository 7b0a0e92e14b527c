using Portal.Access;
using Portal.Features.Audit;
using Portal.Features.Docflows.Reading;
using Portal.Features.Drafts;
using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;
using Portal.Storage.Files;

namespace Portal.Features.Docflows.Replies;

/// <summary>An answer that was made, or why there is none, in words.</summary>
public sealed record MadeReply(Reply? Reply, string? Thumbprint, string? Why);

/// <summary>Makes an answer at Kontur without signing or sending it (contract drafts 5.8): so it can be looked at first. One that was made and waits is taken again.</summary>
public sealed class MakeReply(
    Acting acting, DocflowStore docflows, ReplyStore replies, ListCertificates certificates, ReplyCalls calls, FollowDocflows follow, KeepContents keep, FileStore files, TimeProvider clock,
    AuditLog audit)
{
    /// <summary>Said when the document was answered already, by whomever.</summary>
    public const string Answered = "На этот документ уже ответили: состояние обновлено.";

    /// <summary>Makes it.</summary>
    /// <param name="codes">Why a demand is refused (<see cref="DemandRefusals"/>); with that answer only. An answer with codes is always made anew.</param>
    /// <exception cref="AccessDeniedException">Not this person's docflow.</exception>
    /// <exception cref="VendorException">Kontur refused or did not answer; nothing was made.</exception>
    public Task<MadeReply> RunAsync(Actor actor, string entryId, string documentId, string replyType, IReadOnlyList<string>? codes = null, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "docflow.make-reply", entryId, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            var entry = await docflows.FindAsync(link.Id, entryId, cancellationToken) ?? throw new AccessDeniedException();
            (note.LinkId, note.AccountId, note.Detail) = (link.Id, entry.AccountId, $"{replyType} to {documentId}{(codes is { Count: > 0 } ? " for " + string.Join(", ", codes) : null)}");
            if (!(await replies.PossibleAsync(entryId, cancellationToken)).Contains(new PossibleReply(documentId, replyType))
                || await replies.IsAnsweredAsync(entry.DocflowId, documentId, replyType, cancellationToken))
            {
                note.Outcome = "answered";
                return new MadeReply(null, null, Answered);
            }

            if ((await certificates.RunAsync(actor, entry.AccountId, cancellationToken)).FirstOrDefault(choice => choice.WhyNot is null) is not { } choice)
            {
                note.Outcome = "no certificate";
                return new MadeReply(null, null, "Ответить может только тот, у кого есть действующий облачный сертификат. У вас его здесь нет.");
            }

            var earlier = (await replies.OfDocflowAsync(entryId, cancellationToken)).FirstOrDefault(one => one.DocumentId == documentId && one.ReplyType == replyType);
            if (earlier is { State: ReplyState.Made } && codes is null)
            {
                return new MadeReply(earlier, choice.Certificate.Thumbprint, null);
            }

            if (PossibleReply.IsOfFund(replyType) && await WhyNotOfFundAsync(entry, documentId, replyType, cancellationToken) is { } why)
            {
                note.Outcome = "not ready";
                return new MadeReply(null, null, why);
            }

            try
            {
                return new MadeReply(await MakeAsync(entry, documentId, replyType, codes, choice, cancellationToken), choice.Certificate.Thumbprint, null);
            }
            catch (VendorException error) when (error.Kind == VendorErrorKind.Rejected)
            {
                note.Outcome = "refused";
                if (!await IsAnsweredAsync(entry, documentId, replyType, cancellationToken))
                {
                    throw;
                }

                return new MadeReply(null, null, Answered);
            }
        });

    /// <summary>Asks Kontur after a refusal: "answered already" comes as a plain one, whether it was done here or elsewhere, and only asking tells it from others.</summary>
    /// <exception cref="VendorException">Kontur could not be asked.</exception>
    internal async Task<bool> IsAnsweredAsync(DocflowEntry entry, string documentId, string replyType, CancellationToken cancellationToken)
    {
        await follow.ReadAsync(entry.LinkId, entry.AccountId, Guid.Parse(entry.DocflowId), entry.DraftId, entry.Asked, cancellationToken);
        return !(await replies.PossibleAsync(entry.Id, cancellationToken)).Contains(new PossibleReply(documentId, replyType));
    }

    private async Task<Reply> MakeAsync(
        DocflowEntry entry, string documentId, string replyType, IReadOnlyList<string>? codes, CertificateChoice choice, CancellationToken cancellationToken)
    {
        var made = await calls.GenerateAsync(entry, documentId, replyType, choice.Certificate.Content, codes, cancellationToken);
        foreach (var (partId, part) in made.Parts)
        {
            await using var bytes = await PlainAsync(entry, part, cancellationToken);
            await calls.PutContentAsync(entry, documentId, made.Id, partId, bytes, cancellationToken);
        }

        var reply = new Reply
        {
            Id = Guid.NewGuid().ToString(), DocflowRowId = entry.Id, LinkId = entry.LinkId, AccountId = entry.AccountId, DocflowId = entry.DocflowId, DocumentId = documentId,
            ReplyType = replyType, KonturReplyId = made.Id.ToString(), FileName = made.FileName ?? ReplyWords.Name(replyType),
            Sha256 = made.Sha256, State = ReplyState.Made, MadeAt = clock.GetUtcNow(),
        };
        await replies.AddAsync(reply, CancellationToken.None);
        return reply;
    }

    // What an answer to the fund signs must be decrypted before (contract drafts 5.8.2); its acknowledgement of a letter is a new encrypted document, which no cloud call decrypts.
    private async Task<string?> WhyNotOfFundAsync(DocflowEntry entry, string documentId, string replyType, CancellationToken cancellationToken)
    {
        if (replyType.EndsWith("-acknowledgement", StringComparison.Ordinal))
        {
            return "Извещение о получении письма бывшего ПФР отправляют в Контур.Экстерне: его нужно расшифровать ключом, которого у облачной подписи нет.";
        }

        var documents = await docflows.DocumentsAsync(entry.Id, cancellationToken);
        var answered = documents.FirstOrDefault(document => document.DocumentId == documentId);
        var sealedOnes = documents.Where(document => document.IsSealed && answered is not null && document.Type.StartsWith(answered.Type, StringComparison.OrdinalIgnoreCase)).Select(document => DocflowWords.Document(document.Type)).ToList();
        return sealedOnes.Count == 0 ? null : $"Сначала расшифруйте то, что подписываете: {string.Join(", ", sealedOnes.Select(name => $"«{name}»"))}.";
    }

    private async Task<Stream> PlainAsync(DocflowEntry entry, string documentId, CancellationToken cancellationToken)
    {
        var document = (await docflows.DocumentsAsync(entry.Id, cancellationToken)).FirstOrDefault(one => one.DocumentId == documentId);
        return document is not null && await keep.KeepAsync(entry, document, cancellationToken) is { } kept && files.Open(kept.Sha256) is { } bytes ? bytes
            : throw new VendorException(VendorErrorKind.Rejected, ExternErrors.Vendor, text: "Документ, который подписывают в ответе, ещё не расшифрован.");
    }
}
