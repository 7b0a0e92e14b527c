using Portal.Access;
using Portal.Features.Audit;
using Portal.Features.Confirmations;
using Portal.Features.Confirmations.Batches;

namespace Portal.Features.Docflows.Decryption;

/// <summary>«Расшифровать все»: puts the encrypted documents of a docflow into a queue, since the service takes one at a time (contract drafts 5.10); no code goes out yet.</summary>
public sealed class DecryptAll(Acting acting, DocflowStore docflows, BeginBatch begin, AuditLog audit)
{
    /// <summary>Id of the queue; null when nothing is encrypted any more.</summary>
    /// <exception cref="AccessDeniedException">Not this person's docflow.</exception>
    /// <exception cref="Portal.Integrations.Http.VendorException">Kontur did not say whom the documents are encrypted for.</exception>
    public Task<string?> RunAsync(Actor actor, string entryId, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "docflow.decrypt-all", entryId, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            var entry = await docflows.FindAsync(link.Id, entryId, cancellationToken) ?? throw new AccessDeniedException();
            (note.LinkId, note.AccountId) = (link.Id, entry.AccountId);
            var closed = (await docflows.DocumentsAsync(entryId, cancellationToken)).Where(document => document.IsSealed).Select(document => DocumentDecryption.SubjectOf(entryId, document.DocumentId));
            return await begin.RunAsync(actor, entry.AccountId, SigningKind.Decryption, [.. closed], "", cancellationToken);
        });
}
