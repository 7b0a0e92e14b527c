using Portal.Access;
using Portal.Features.Audit;
using Portal.Storage;

namespace Portal.Features.Drafts.Inbox;

/// <summary>«Не подписывать»: the colleague says why.</summary>
public sealed class DeclineRequest(Acting acting, SignatureRequestStore requests, Noticeboard noticeboard, AuditLog audit)
{
    private const int LongestReason = 500;

    /// <summary>False without a reason, or when the request does not wait any more.</summary>
    /// <exception cref="AccessDeniedException">Nobody asked this person for that.</exception>
    public Task<bool> RunAsync(Actor actor, string requestId, string reason, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "request.decline", requestId, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            var request = await requests.FindAsync(link.Id, requestId, cancellationToken) ?? throw new AccessDeniedException();
            (note.LinkId, note.AccountId) = (link.Id, request.AccountId);
            var text = reason.Trim();
            if (text.Length == 0 || !await requests.EndAsync(requestId, RequestState.Declined, text[..Math.Min(text.Length, LongestReason)], cancellationToken))
            {
                note.Outcome = text.Length == 0 ? "no reason" : "moved";
                return false;
            }

            noticeboard.Publish(SignatureRequest.Topic(link.Id));
            noticeboard.Publish(Draft.Topic(request.DraftId));
            return true;
        });
}
