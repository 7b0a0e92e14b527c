using Portal.Access;
using Portal.Features.Audit;
using Portal.Storage;

namespace Portal.Features.Drafts;

/// <summary>Takes a file beside the report (a warrant, an attachment) out of an editable draft.</summary>
public sealed class RemoveDocument(Acting acting, DraftStore drafts, Noticeboard noticeboard, AuditLog audit)
{
    /// <summary>False when the draft is no longer editable, has no such file, or lists it in a file that the service has built.</summary>
    /// <exception cref="AccessDeniedException">Not this person's draft.</exception>
    public Task<bool> RunAsync(Actor actor, string draftId, string documentId, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "draft.remove-document", draftId, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            var draft = await drafts.FindAsync(link.Id, draftId, cancellationToken) ?? throw new AccessDeniedException();
            (note.LinkId, note.AccountId, note.Detail) = (link.Id, draft.AccountId, documentId);
            var documents = await drafts.DocumentsAsync(draftId, cancellationToken);
            var removed = documents.FirstOrDefault(one => one.Id == documentId) is { } document && DocumentRules.MayChange(draft, document) && await drafts.RemoveDocumentAsync(draftId, documentId, cancellationToken);
            noticeboard.Publish(Draft.Topic(draftId));
            return removed;
        });
}
