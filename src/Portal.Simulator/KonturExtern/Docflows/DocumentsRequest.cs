using Portal.Simulator.KonturExtern.Wire;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturExtern.Docflows;

/// <summary>A request of the documents that a SEDO docflow announces (drafts contract 5.7), as kept.</summary>
internal sealed record DocumentsRequest(Guid Id, Guid DocflowId, string Filename, byte[] Content, byte[] Certificate, byte[]? Signature, DateTimeOffset? SentAt);

/// <summary>Requests of documents; whoever may read the docflow may read them.</summary>
internal sealed class DocumentsRequestStore(StateStore store) : IResettable
{
    private readonly StoredTable<DocumentsRequest> table = new(store, "extern-documents-request", request => request.Id);

    public DocumentsRequest Put(DocumentsRequest request) => table.Put(request);

    /// <summary>The request of the path, below its own docflow only.</summary>
    public DocumentsRequest Get(ExternCall call) =>
        table.Find(call.Id("requestId")) is { } request && request.DocflowId == call.Id("docflowId") ? request : throw ExternException.NotFound("Запрос документов не найден.");

    /// <inheritdoc />
    public void Reset() => table.Clear();
}
