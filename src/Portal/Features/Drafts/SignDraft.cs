using Portal.Access;
using Portal.Features.Audit;
using Portal.Features.Confirmations;
using Portal.Integrations.Http;

namespace Portal.Features.Drafts;

/// <summary>«Подписать»: pins what is signed (names and digests as they are now) and begins the signature with the certificate the draft was checked with.</summary>
public sealed class SignDraft(DraftSignature subject, BeginSigning begin, AuditLog audit)
{
    /// <summary>
    /// The operation to show; null when the draft is not ready to be signed, a signature is on the wire, or it was checked with another certificate than
    /// <paramref name="thumbprint"/>, the one on the person's screen.
    /// </summary>
    /// <exception cref="AccessDeniedException">Not this person's draft.</exception>
    /// <exception cref="VendorException">Kontur refused or did not answer; nothing is signed.</exception>
    public Task<Signing?> RunAsync(Actor actor, string draftId, string thumbprint, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "draft.sign", draftId, async note =>
        {
            if (await subject.PinAsync(actor, draftId, thumbprint, cancellationToken) is not Pin.Ready pinned)
            {
                note.Outcome = "not ready";
                return null;
            }

            (note.LinkId, note.AccountId) = (pinned.Request.LinkId, pinned.Request.AccountId);
            return await begin.RunAsync(actor, pinned.Request, cancellationToken);
        });
}
