using System.Text.Json;
using Org.BouncyCastle.Security.Certificates;
using Org.BouncyCastle.X509;
using Portal.Simulator.KonturExtern.Certificates;
using Portal.Simulator.KonturExtern.Drafts;
using Portal.Simulator.KonturExtern.Wire;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturExtern.Docflows;

/// <summary>Replies to documents of a docflow (drafts contract 5.8): generate, change, sign outside, send.</summary>
internal sealed class RepliesEndpoints(
    DocflowStore docflows, ReplyStore replies, DraftStore drafts, FnsReportMachine machine, CertificateVault vault, SimulatorClock clock, TimeProvider wall)
{
    public const string One = DocflowDocumentsEndpoints.One + "/replies/{replyId:guid}";
    private const int LargestBody = 32 * 1024 * 1024;

    public void Map(ExternRoutes routes)
    {
        routes.Post(DocflowDocumentsEndpoints.One + "/generate-reply", GenerateAsync);
        routes.Get(One, call => ExternAnswer.Ok(ReplyShape.Of(call, ReplyOf(call))));
        routes.Put(One + "/content", async call =>
        {
            var bytes = await BytesAsync(call, "Не передано содержимое ответа.");
            return Change(call, reply => reply with { Content = bytes, Signature = null });
        });
        routes.Put(One + "/signature", async call =>
        {
            var bytes = await BytesAsync(call, "Не передана подпись.");
            return Change(call, reply => reply with { Signature = bytes });
        });
        routes.Post(One + "/send", SendAsync);
    }

    private async Task<ExternAnswer> GenerateAsync(ExternCall call)
    {
        var document = docflows.GetDocument(call);
        var type = call.Text("documentType") ?? throw ExternException.BadRequest("Не указан параметр documentType.");
        var certificate = CertificateOf((await call.ReadAsync<GenerateRequest>()).CertificateBase64);
        if (call.Texts("declineNoticeErrorCode").Count > 0)
        {
            throw ExternException.BadRequest("Коды ошибок указывают только при отказе в приёме требования.");
        }

        if (document.Reply != type)
        {
            throw ExternException.BadRequest("Такой ответ на документ недоступен или уже отправлен.");
        }

        var signer = vault.Find(SandboxCertificate.ThumbprintOf(certificate.GetEncoded()))?.Owner?.FullName ?? FnsReportMachine.TitleOf(certificate);
        var text = FnsDocuments.Receipt(docflows.Get(call), document.Filename, clock.UtcNow, signer);
        var reply = replies.Put(new DocflowReply(
            Guid.NewGuid(), call.Id("docflowId"), document.Id, type, text.Filename, text.Bytes, certificate.GetEncoded(), null, null));
        return ExternAnswer.Created(ReplyShape.Of(call, reply));
    }

    private DocflowReply ReplyOf(ExternCall call)
    {
        _ = docflows.GetDocument(call);
        return replies.Get(call);
    }

    private ExternAnswer Change(ExternCall call, Func<DocflowReply, DocflowReply> change)
    {
        lock (drafts.Gate)
        {
            var reply = ReplyOf(call);
            RefuseSent(docflows.GetDocument(call), reply);
            return ExternAnswer.Ok(ReplyShape.Of(call, replies.Put(change(reply))));
        }
    }

    private async Task<ExternAnswer> SendAsync(ExternCall call)
    {
        _ = await call.ReadOrNullAsync<SendRequest>();
        lock (drafts.Gate)
        {
            lock (docflows.Gate)
            {
                var reply = ReplyOf(call);
                var document = docflows.GetDocument(call);
                RefuseSent(document, reply);
                if (reply.Signature is null)
                {
                    throw new ExternException(StatusCodes.Status400BadRequest, "Ответ не подписан.", DraftTasks.SignatureNotFound);
                }

                // The docflow comes first: after a kill in between, the vanished link still refuses a second sending.
                var now = clock.UtcNow;
                var answered = docflows.Put(machine.Answer(docflows.Get(call), document, reply, now));
                replies.Put(reply with { SentAt = now });
                return ExternAnswer.Ok(DocflowShapes.Docflow(call, answered, withDocuments: true));
            }
        }
    }

    /// <summary>A reply is sent once, and so is every reply of the same kind to the same document.</summary>
    public static void RefuseSent(DocflowDocument document, DocflowReply reply)
    {
        if (reply.SentAt is not null || document.Reply != reply.DocumentType)
        {
            throw ExternException.BadRequest("Ответ уже отправлен.");
        }
    }

    private X509Certificate CertificateOf(string? base64)
    {
        byte[] bytes;
        try
        {
            bytes = base64 is { Length: > 0 } ? Convert.FromBase64String(base64) : throw ExternException.BadRequest("Не указан сертификат.");
        }
        catch (FormatException)
        {
            throw ExternException.BadRequest("Сертификат передан не в base64.");
        }

        X509Certificate? certificate;
        try
        {
            certificate = new X509CertificateParser().ReadCertificate(bytes);
        }
        catch (Exception refused) when (refused is CertificateException or IOException or ArgumentException or InvalidCastException)
        {
            certificate = null;
        }

        return certificate is null ? throw ExternException.BadRequest("Переданные данные не сертификат.")
            : certificate.NotAfter.ToUniversalTime() <= wall.GetUtcNow().UtcDateTime ? throw ExternException.BadRequest("Срок действия сертификата истёк.")
            : certificate;
    }

    /// <summary>Raw bytes, or a JSON base64 string as old clients send it (drafts contract 5.8).</summary>
    private static async Task<byte[]> BytesAsync(ExternCall call, string missing)
    {
        using var body = new MemoryStream();
        await call.Request.Body.CopyToAsync(body, call.Cancelled);
        var bytes = body.ToArray();
        if (bytes is [(byte)'"', ..] && call.Request.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true)
        {
            try
            {
                bytes = JsonSerializer.Deserialize<byte[]>(bytes)!;
            }
            catch (JsonException)
            {
                throw ExternException.BadRequest("Тело запроса передано не в base64.");
            }
        }

        return bytes.Length is 0 or > LargestBody ? throw ExternException.BadRequest(missing) : bytes;
    }

    private sealed record GenerateRequest(string? CertificateBase64);

    private sealed record SendRequest(string? SenderIp);
}

/// <summary>ReplyDocument (drafts contract 5.8).</summary>
internal sealed record ReplyShape(Guid Id, byte[] Content, string Filename, byte[]? Signature, IReadOnlyList<Link> Links, Guid DocflowId, Guid DocumentId)
{
    public static ReplyShape Of(ExternCall call, DocflowReply reply)
    {
        var docflow = $"/v1/{call.Account.Id}/docflows/{reply.DocflowId}";
        var self = $"{docflow}/documents/{reply.DocumentId}/replies/{reply.Id}";
        return new ReplyShape(
            reply.Id, reply.Content, reply.Filename, reply.Signature,
            [
                call.Link("self", self), call.Link("docflow", docflow), call.Link("content", $"{self}/content"),
                .. reply.SentAt is not null ? [] : new[]
                {
                    call.Link("save-signature", $"{self}/signature"), call.Link("send", $"{self}/send"), call.Link("sign", $"{self}/cloud-sign"), call.Link("sign-confirm", $"{self}/cloud-sign-confirm"),
                },
            ],
            reply.DocflowId, reply.DocumentId);
    }
}
