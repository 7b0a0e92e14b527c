using Portal.Access;
using Portal.Features.Audit;
using Portal.Integrations.Http;

namespace Portal.Features.Docflows.Reading;

/// <summary>A person opens a document of a docflow: its bytes are read from Kontur the first time, then from what is kept.</summary>
public sealed class OpenDocument(Acting acting, DocflowStore docflows, ReadingStore store, KeepContents keep, AuditLog audit)
{
    /// <summary>The document with its signatures; its content is null while nobody has decrypted it.</summary>
    /// <exception cref="AccessDeniedException">Not this person's, or no such document.</exception>
    /// <exception cref="VendorException">It was never read and Kontur does not give it now.</exception>
    /// <exception cref="InvalidDataException">Larger than the portal reads (<see cref="KeepContents.MostPacked"/>).</exception>
    public Task<OpenedDocument> RunAsync(Actor actor, string entryId, string documentId, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "docflow.document.open", entryId, async note =>
        {
            var (entry, document) = await FindAsync(actor, entryId, documentId, cancellationToken);
            (note.LinkId, note.AccountId, note.Detail) = (entry.LinkId, entry.AccountId, document.FileName);
            await docflows.OpenedAsync(entry.LinkId, entryId, cancellationToken);
            var content = await keep.KeepAsync(entry, document, cancellationToken);
            return new OpenedDocument(entry, document, content, await store.SignaturesAsync(entryId, documentId, cancellationToken));
        });

    /// <summary>What is known of a document without asking Kontur: for a page that draws itself first.</summary>
    /// <exception cref="AccessDeniedException">Not this person's, or no such document.</exception>
    public async Task<(DocflowEntry Entry, EntryDocument Document)> FindAsync(Actor actor, string entryId, string documentId, CancellationToken cancellationToken = default)
    {
        var link = await acting.LinkOfAsync(actor, cancellationToken);
        var entry = await docflows.FindAsync(link.Id, entryId, cancellationToken) ?? throw new AccessDeniedException();
        return (entry, (await docflows.DocumentsAsync(entryId, cancellationToken)).FirstOrDefault(one => one.DocumentId == documentId) ?? throw new AccessDeniedException());
    }
}
