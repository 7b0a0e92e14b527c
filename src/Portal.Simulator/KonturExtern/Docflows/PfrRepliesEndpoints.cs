using Portal.Simulator.KonturExtern.Contents;
using Portal.Simulator.KonturExtern.Docflows.Machines;
using Portal.Simulator.KonturExtern.Drafts;
using Portal.Simulator.KonturExtern.Wire;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturExtern.Docflows;

/// <summary>
/// Replies to the pension fund (drafts contract 5.8.2): each document is decrypted, signed, and all are sent together. A protocol is answered by signatures under it
/// and its appendices, a letter by an acknowledgement.
/// </summary>
internal sealed class PfrRepliesEndpoints(
    DocflowStore docflows, PfrReplyStore replies, DraftStore drafts, DocflowMachine machine, DocflowDocuments documents, ReplyCertificates certificates,
    ContentStore contents, ContentPacking packing, Recipients recipients, SimulatorClock clock)
{
    public const string One = DocflowDocumentsEndpoints.One + "/pfr-replies/{replyId:guid}";
    private const string Part = One + "/documents/{replyDocumentId:guid}";

    public void Map(ExternRoutes routes)
    {
        routes.Post(DocflowDocumentsEndpoints.One + "/pfr-generate-reply", GenerateAsync);
        routes.Get(One, call => ExternAnswer.Ok(PfrReplyShape.Of(call, ReplyOf(call), contents)));
        routes.Put(Part + "/decrypted-content", SaveAsync);
        routes.Put(Part + "/signature", async call =>
        {
            var bytes = await RepliesEndpoints.BytesAsync(call, "Не передана подпись.");
            return Change(call, part => part with { Signature = bytes });
        });
        routes.Post(One + "/send", SendAsync);
    }

    private async Task<ExternAnswer> GenerateAsync(ExternCall call)
    {
        var (docflow, document) = (docflows.Get(call), docflows.GetDocument(call));
        var type = call.Text("documentType") ?? throw ExternException.BadRequest("Не указан параметр documentType.");
        var certificate = certificates.Read((await call.ReadAsync<GenerateRequest>()).CertificateBase64, docflow);
        if (!document.Replies.Contains(type) || !PfrReply.IsFor(docflow))
        {
            throw ExternException.BadRequest("Такой ответ на документ недоступен или уже отправлен.");
        }

        var der = certificate.GetEncoded();
        var parts = type == FundPlans.LetterReply ? [Acknowledgement(docflow, document, der, documents.NameOf(certificate))]
            : docflow.Documents.Where(one => one.Type.StartsWith(document.Type, StringComparison.Ordinal) && one.Contents.Any(content => content.Encrypted))
                .Select(one => new PfrReplyDocument(Guid.NewGuid(), one.Id, one.Filename, one.Contents.First(content => content.Encrypted).ContentId, null, null)).ToList();
        var reply = replies.Put(new PfrReply(Guid.NewGuid(), docflow.Id, document.Id, type, der, parts, null));
        return ExternAnswer.Created(PfrReplyShape.Of(call, reply, contents));
    }

    private PfrReplyDocument Acknowledgement(Docflow docflow, DocflowDocument letter, byte[] certificate, string signer)
    {
        var text = DocflowTexts.Receipt(docflow, letter.Filename, clock.UtcNow, signer);
        using var plain = new MemoryStream(text.Bytes);
        var copy = packing.ZipAndEncrypt(docflow.AccountId, text.Filename, plain, recipients.Of(docflow with { SenderCertificate = certificate }));
        return new PfrReplyDocument(Guid.NewGuid(), null, text.Filename, copy.ContentId, null, null);
    }

    private async Task<ExternAnswer> SaveAsync(ExternCall call)
    {
        _ = ReplyOf(call);
        var bytes = await RepliesEndpoints.BytesAsync(call, "Не передано расшифрованное содержимое.");
        var kept = contents.Keep(call.Account.Id, file => file.Write(bytes), "application/octet-stream");
        var plain = packing.IsZip(kept.Id) ? packing.Unzip(call.Account.Id, kept.Id) : kept;
        return Change(call, part => part with { DecryptedContentId = plain.Id, Signature = null });
    }

    private ExternAnswer Change(ExternCall call, Func<PfrReplyDocument, PfrReplyDocument> change)
    {
        lock (drafts.Gate)
        {
            var reply = ReplyOf(call);
            RefuseSent(docflows.GetDocument(call), reply);
            var part = reply.Documents.FirstOrDefault(one => one.Id == call.Id("replyDocumentId")) ?? throw ExternException.NotFound("Документ ответа не найден.");
            var changed = change(part);
            return ExternAnswer.Ok(PfrReplyShape.Part(call, replies.Put(reply.With(changed)), changed, contents));
        }
    }

    private async Task<ExternAnswer> SendAsync(ExternCall call)
    {
        _ = await call.ReadOrNullAsync<SendRequest>();
        lock (drafts.Gate)
        {
            lock (docflows.Gate)
            {
                var (reply, document) = (ReplyOf(call), docflows.GetDocument(call));
                RefuseSent(document, reply);
                if (reply.Documents.Any(part => part.Signature is null || part.DecryptedContentId is null))
                {
                    throw new ExternException(StatusCodes.Status400BadRequest, "Не все документы ответа расшифрованы и подписаны.", DraftTasks.SignatureNotFound);
                }

                var now = clock.UtcNow;
                var answered = docflows.Put(Answer(docflows.Get(call), document, reply, now));
                replies.Put(reply with { SentAt = now });
                return ExternAnswer.Ok(DocflowShapes.Docflow(call, answered, withDocuments: true));
            }
        }
    }

    private Docflow Answer(Docflow docflow, DocflowDocument document, PfrReply reply, DateTimeOffset now)
    {
        if (reply.Documents is [{ AnsweredId: null } own])
        {
            var text = new DocflowText(own.Filename, contents.ReadInline(own.DecryptedContentId!.Value));
            return machine.Answer(docflow, document, reply.DocumentType, documents.Open(docflow, reply.DocumentType, text, [documents.Given(reply.Certificate, own.Signature!)]), now);
        }

        foreach (var part in reply.Documents)
        {
            var signed = docflow.FindDocument(part.AnsweredId!.Value)!;
            docflow = docflow.Replaced(signed with { Signatures = [.. signed.Signatures, documents.Given(reply.Certificate, part.Signature!)] });
        }

        return machine.Answer(docflow, docflow.FindDocument(document.Id)!, reply.DocumentType, null, now);
    }

    private PfrReply ReplyOf(ExternCall call)
    {
        _ = docflows.GetDocument(call);
        return replies.Get(call);
    }

    public static void RefuseSent(DocflowDocument document, PfrReply reply)
    {
        if (reply.SentAt is not null || !document.Replies.Contains(reply.DocumentType))
        {
            throw ExternException.BadRequest("Ответ уже отправлен.");
        }
    }

    private sealed record GenerateRequest(string? CertificateBase64);

    private sealed record SendRequest(string? SenderIp);
}
