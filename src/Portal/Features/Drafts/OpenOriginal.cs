using Portal.Access;
using Portal.Storage.Files;

namespace Portal.Features.Drafts;

/// <summary>The bytes of a draft's file as they were uploaded.</summary>
public sealed class OpenOriginal(Acting acting, DraftDocumentStore documents, FileStore files)
{
    /// <summary>The file and its bytes, which the caller disposes of; the bytes are null when the portal does not keep them (uploaded before originals were kept).</summary>
    /// <exception cref="AccessDeniedException">Not this person's draft, or no such file in it.</exception>
    public async Task<(DraftDocument Document, Stream? Bytes)> RunAsync(Actor actor, string draftId, string documentId, CancellationToken cancellationToken = default)
    {
        var link = await acting.LinkOfAsync(actor, cancellationToken);
        var document = await documents.FindAsync(link.Id, draftId, documentId, cancellationToken) ?? throw new AccessDeniedException();
        return (document, files.Open(document.Sha256));
    }
}
