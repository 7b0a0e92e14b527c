using Portal.Access;
using Portal.Features.Audit;
using Portal.Storage;

namespace Portal.Features.Drafts.Inbox;

/// <summary>«Отозвать»: whoever asked for the signature takes the report back.</summary>
public sealed class WithdrawRequest(Acting acting, DraftStore drafts, SignatureRequestStore requests, Noticeboard noticeboard, AuditLog audit)
{
    /// <summary>False when nobody is asked any more: it is signed, declined or void.</summary>
    /// <exception cref="AccessDeniedException">Not this person's draft.</exception>
    public Task<bool> RunAsync(Actor actor, string draftId, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "draft.withdraw-request", draftId, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            var draft = await drafts.FindAsync(link.Id, draftId, cancellationToken) ?? throw new AccessDeniedException();
            (note.LinkId, note.AccountId) = (link.Id, draft.AccountId);
            if (await requests.LatestAsync(draftId, cancellationToken) is not { } request
                || !await requests.EndAsync(request.Id, RequestState.Withdrawn, cancellationToken: cancellationToken))
            {
                note.Outcome = "moved";
                return false;
            }

            noticeboard.Publish(SignatureRequest.Topic(request.ToLinkId));
            noticeboard.Publish(Draft.Topic(draftId));
            return true;
        });
}
