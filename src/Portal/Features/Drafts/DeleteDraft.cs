using Portal.Access;
using Portal.Features.Audit;
using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;
using Portal.Storage;

namespace Portal.Features.Drafts;

/// <summary>Deletes a report that was not sent, here and at Kontur.</summary>
public sealed class DeleteDraft(Acting acting, DraftStore drafts, IExternDraftsApi api, Noticeboard noticeboard, AuditLog audit)
{
    /// <summary>False when the report is on its way or sent: then it stays.</summary>
    /// <exception cref="AccessDeniedException">Not this person's draft.</exception>
    public Task<bool> RunAsync(Actor actor, string draftId, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "draft.delete", draftId, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            var draft = await drafts.FindAsync(link.Id, draftId, cancellationToken) ?? throw new AccessDeniedException();
            (note.LinkId, note.AccountId) = (link.Id, draft.AccountId);
            if (!await drafts.DeleteAsync(link.Id, draftId, cancellationToken))
            {
                note.Outcome = "refused: on its way";
                return false;
            }

            noticeboard.Publish(Draft.Topic(draftId));
            if (draft.KonturDraftId is { } konturDraft)
            {
                try
                {
                    await api.DeleteAsync(Acting.SessionOf(link.Id), Guid.Parse(draft.AccountId), Guid.Parse(konturDraft), CancellationToken.None);
                }
                catch (VendorException error)
                {
                    // An unsent draft left at Kontur does nothing; ours is gone, and the person is not bothered.
                    note.Detail = $"left at Kontur: {error.Kind}";
                }
            }

            return true;
        });
}
