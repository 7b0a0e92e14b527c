using Portal.Simulator.KonturExtern.Wire;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturExtern.Docflows;

/// <summary>A reply as kept (drafts contract 5.8): generated, perhaps changed, signed, sent once.</summary>
internal sealed record DocflowReply(
    Guid Id, Guid DocflowId, Guid DocumentId, string DocumentType, string Filename, byte[] Content, byte[] Certificate, byte[]? Signature, DateTimeOffset? SentAt)
{
    /// <summary>Receipts of the tax service and of Rosstat need no confirmation by default (drafts contract 5.8.1).</summary>
    public bool IsFreeOfConfirmation => DocumentType.EndsWith("-receipt", StringComparison.Ordinal)
        && (DocumentType.StartsWith("fns534-", StringComparison.Ordinal) || DocumentType.StartsWith("stat-", StringComparison.Ordinal));
}

/// <summary>Replies of all docflows; whoever may read the docflow may read them.</summary>
internal sealed class ReplyStore(StateStore store)
{
    private readonly StoredTable<DocflowReply> table = new(store, "extern-reply", reply => reply.Id);

    public ICollection<DocflowReply> All => table.All;

    public DocflowReply? Find(Guid id) => table.Find(id);

    public DocflowReply Put(DocflowReply reply) => table.Put(reply);

    /// <summary>The reply of the path, below its own docflow and document only.</summary>
    public DocflowReply Get(ExternCall call) =>
        table.Find(call.Id("replyId")) is { } reply && reply.DocflowId == call.Id("docflowId") && reply.DocumentId == call.Id("documentId")
            ? reply : throw ExternException.NotFound("Ответ не найден.");

    public void Clear() => table.Clear();
}
