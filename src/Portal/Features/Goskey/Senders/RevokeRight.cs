using Portal.Access;
using Portal.Features.Audit;

namespace Portal.Features.Goskey.Senders;

/// <summary>An administrator takes a person's right to send away. Not held up by a fresh sign-in: taking away is never the dangerous half.</summary>
public sealed class RevokeRight(SenderRightStore rights, AuditLog audit)
{
    /// <summary>Takes it away; false when it was gone.</summary>
    /// <exception cref="AccessDeniedException">The actor is no administrator.</exception>
    public Task<bool> RunAsync(Actor actor, string rightId, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "goskey.revoke-right", rightId, async note =>
        {
            if (!actor.IsAdmin)
            {
                throw new AccessDeniedException();
            }

            var revoked = await rights.RevokeAsync(rightId, actor.Name, cancellationToken);
            note.Outcome = revoked ? "done" : "gone";
            return revoked;
        });
}
