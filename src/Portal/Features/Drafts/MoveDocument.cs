using Portal.Access;
using Portal.Features.Audit;
using Portal.Storage;

namespace Portal.Features.Drafts;

/// <summary>«Выше» and «Ниже»: the order of the files beside the report.</summary>
public sealed class MoveDocument(Acting acting, DraftStore drafts, DraftDocumentStore documents, Noticeboard noticeboard, AuditLog audit)
{
    /// <summary>False when the draft is no longer editable, or the file cannot go further.</summary>
    /// <exception cref="AccessDeniedException">Not this person's draft.</exception>
    public Task<bool> RunAsync(Actor actor, string draftId, string documentId, bool up, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "draft.move-document", draftId, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            var draft = await drafts.FindAsync(link.Id, draftId, cancellationToken) ?? throw new AccessDeniedException();
            (note.LinkId, note.AccountId, note.Detail) = (link.Id, draft.AccountId, documentId);
            var moved = await documents.MoveAsync(draftId, documentId, up ? -1 : 1, cancellationToken);
            noticeboard.Publish(Draft.Topic(draftId));
            return moved;
        });
}
