using Portal.Access;
using Portal.Storage.Files;

namespace Portal.Features.Drafts.Signatures;

/// <summary>A signature to download beside its document.</summary>
public sealed class OpenSignature(Acting acting, DraftStore drafts, SignatureStore store, FileStore files)
{
    /// <summary>Its bytes, and the name of the document's file with <c>.sig</c> behind it.</summary>
    /// <exception cref="AccessDeniedException">Not this person's, or not there.</exception>
    public async Task<(Stream Bytes, string FileName)> RunAsync(
        Actor actor, string accountId, string draftId, string signatureId, CancellationToken cancellationToken = default)
    {
        var link = await acting.LinkOfAsync(actor, cancellationToken);
        if (await drafts.FindAsync(link.Id, draftId, cancellationToken) is not { } draft || draft.AccountId != accountId
            || (await store.OfDraftAsync(draftId, cancellationToken)).FirstOrDefault(one => one.Id == signatureId) is not { } signature
            || (await drafts.DocumentsAsync(draftId, cancellationToken)).FirstOrDefault(one => one.Id == signature.DocumentId) is not { } document
            || files.Open(signature.Sha256) is not { } bytes)
        {
            throw new AccessDeniedException();
        }

        return (bytes, document.FileName + ".sig");
    }
}
