using Portal.Simulator.KonturExtern.Contents;
using Portal.Simulator.KonturExtern.Wire;

namespace Portal.Simulator.KonturExtern.Docflows;

/// <summary>PfrReply (drafts contract 5.8.2).</summary>
internal sealed record PfrReplyShape(Guid Id, IReadOnlyList<PfrReplyPartShape> Documents, Guid DocflowId, IReadOnlyList<Link> Links)
{
    public static PfrReplyShape Of(ExternCall call, PfrReply reply, ContentStore contents)
    {
        var self = Path(call, reply);
        return new PfrReplyShape(
            reply.Id, [.. reply.Documents.Select(part => Part(call, reply, part, contents))], reply.DocflowId,
            [
                call.Link("self", self), call.Link("docflow", $"/v1/{call.Account.Id}/docflows/{reply.DocflowId}"),
                .. reply.SentAt is not null ? [] : new[] { call.Link("send", $"{self}/send"), call.Link("sign", $"{self}/cloud-sign"), call.Link("sign-confirm", $"{self}/cloud-sign-confirm") },
            ]);
    }

    public static PfrReplyPartShape Part(ExternCall call, PfrReply reply, PfrReplyDocument part, ContentStore contents)
    {
        var self = $"{Path(call, reply)}/documents/{part.Id}";
        return new PfrReplyPartShape(
            part.Id, reply.Id, reply.DocflowId, part.AnsweredId ?? reply.DocumentId, contents.ReadInline(part.EncryptedContentId),
            part.DecryptedContentId is { } plain ? call.Link("content", $"/v1/{call.Account.Id}/contents/{plain}") : null, part.Signature,
            [call.Link("save-content", $"{self}/decrypted-content"), call.Link("save-signature", $"{self}/signature"), call.Link("docflow", $"/v1/{call.Account.Id}/docflows/{reply.DocflowId}")]);
    }

    public static string Path(ExternCall call, PfrReply reply) => $"/v1/{call.Account.Id}/docflows/{reply.DocflowId}/documents/{reply.DocumentId}/pfr-replies/{reply.Id}";
}

/// <summary>PfrReplyDocument.</summary>
internal sealed record PfrReplyPartShape(
    Guid Id, Guid ReplyId, Guid DocflowId, Guid DocumentId, byte[] EncryptedContent, Link? DecryptedContent, byte[]? Signature, IReadOnlyList<Link> Links);
