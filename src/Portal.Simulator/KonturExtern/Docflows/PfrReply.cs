using Portal.Simulator.KonturExtern.Wire;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturExtern.Docflows;

/// <summary>A reply to the pension fund as kept (drafts contract 5.8.2): documents that are decrypted and signed one by one.</summary>
internal sealed record PfrReply(
    Guid Id, Guid DocflowId, Guid DocumentId, string DocumentType, byte[] Certificate, IReadOnlyList<PfrReplyDocument> Documents, DateTimeOffset? SentAt)
{
    /// <summary>Docflows whose documents are answered here and not by the ordinary replies.</summary>
    public static bool IsFor(Docflow docflow) => docflow.Type is "pfr-report" or "pfr-cu-letter" or "pfr-ios";

    public PfrReply With(PfrReplyDocument changed) => this with { Documents = [.. Documents.Select(one => one.Id == changed.Id ? changed : one)] };
}

/// <summary>One document of a reply; <see cref="AnsweredId"/> is the docflow's document that it is, null for a document of the reply's own.</summary>
internal sealed record PfrReplyDocument(Guid Id, Guid? AnsweredId, string Filename, Guid EncryptedContentId, Guid? DecryptedContentId, byte[]? Signature);

/// <summary>Replies to the pension fund; whoever may read the docflow may read them.</summary>
internal sealed class PfrReplyStore(StateStore store) : IResettable
{
    private readonly StoredTable<PfrReply> table = new(store, "extern-pfr-reply", reply => reply.Id);

    public PfrReply? Find(Guid id) => table.Find(id);

    public PfrReply Put(PfrReply reply) => table.Put(reply);

    /// <summary>The reply of the path, below its own docflow and document only.</summary>
    public PfrReply Get(ExternCall call) =>
        table.Find(call.Id("replyId")) is { } reply && reply.DocflowId == call.Id("docflowId") && reply.DocumentId == call.Id("documentId")
            ? reply : throw ExternException.NotFound("Ответ не найден.");

    /// <inheritdoc />
    public void Reset() => table.Clear();
}
