using Portal.Access;
using Portal.Features.Confirmations;
using Portal.Storage.Files;

namespace Portal.Features.Drafts.Inbox;

/// <summary>A file that a colleague is asked to sign: the very bytes whose digest was pinned when the report was handed over.</summary>
public sealed class OpenHandedFile(Acting acting, SignatureRequestStore requests, FileStore files)
{
    /// <summary>The file and its bytes, which the caller disposes of; the bytes are null when the portal does not keep them.</summary>
    /// <exception cref="AccessDeniedException">Nobody asks this person for that (any more), or it is no file of the request.</exception>
    public async Task<(SignedDocument Document, Stream? Bytes)> RunAsync(Actor actor, string requestId, string documentId, CancellationToken cancellationToken = default)
    {
        var link = await acting.LinkOfAsync(actor, cancellationToken);
        var request = await requests.FindAsync(link.Id, requestId, cancellationToken);
        var document = request is { State: RequestState.Asked or RequestState.Done } ? request.Documents.FirstOrDefault(one => one.DocumentId == documentId) : null;
        return document is null ? throw new AccessDeniedException() : (document, files.Open(document.Sha256));
    }
}
