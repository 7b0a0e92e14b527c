using System.Text.Json;
using Portal.Simulator.KonturExtern.Drafts;
using Portal.Simulator.KonturExtern.Wire;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturExtern.Docflows;

/// <summary>Replies to documents of a docflow (drafts contract 5.8): generate, change, sign outside, send.</summary>
internal sealed class RepliesEndpoints(
    DocflowStore docflows, ReplyStore replies, DraftStore drafts, DocflowMachine machine, DocflowDocuments documents, ReplyCertificates certificates, SimulatorClock clock)
{
    public const string One = DocflowDocumentsEndpoints.One + "/replies/{replyId:guid}";
    private const string DemandRefusal = "fns534-demand-acceptance-result-negative";
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
        var (docflow, document) = (docflows.Get(call), docflows.GetDocument(call));
        var type = call.Text("documentType") ?? throw ExternException.BadRequest("Не указан параметр documentType.");
        var certificate = certificates.Read((await call.ReadAsync<GenerateRequest>()).CertificateBase64, docflow);
        var codes = CodesOf(call, type);
        if (!document.Replies.Contains(type) || PfrReply.IsFor(docflow))
        {
            throw ExternException.BadRequest("Такой ответ на документ недоступен или уже отправлен.");
        }

        var text = DocflowTexts.Reply(type, docflow, document.Filename, clock.UtcNow, documents.NameOf(certificate), codes);
        var reply = replies.Put(new DocflowReply(Guid.NewGuid(), docflow.Id, document.Id, type, text.Filename, text.Bytes, certificate.GetEncoded(), null, null));
        return ExternAnswer.Created(ReplyShape.Of(call, reply));
    }

    /// <summary>Codes go with the refusal of a demand only, and it may also go without any.</summary>
    private static IReadOnlyList<string> CodesOf(ExternCall call, string type)
    {
        var codes = call.Texts("declineNoticeErrorCode");
        return codes.Count > 0 && type != DemandRefusal ? throw ExternException.BadRequest("Коды ошибок указывают только при отказе в приёме требования.")
            : codes.FirstOrDefault(code => !DemandRefusals.Texts.ContainsKey(code)) is { } unknown ? throw ExternException.BadRequest($"Неизвестный код отказа: {unknown}.")
            : codes;
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
        if (reply.SentAt is not null || !document.Replies.Contains(reply.DocumentType))
        {
            throw ExternException.BadRequest("Ответ уже отправлен.");
        }
    }

    /// <summary>Raw bytes, or a JSON base64 string as old clients send it (drafts contract 5.8).</summary>
    public static async Task<byte[]> BytesAsync(ExternCall call, string missing)
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
