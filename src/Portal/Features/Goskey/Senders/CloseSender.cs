using Portal.Access;
using Portal.Features.Audit;

namespace Portal.Features.Goskey.Senders;

/// <summary>An administrator closes a profile for good: nothing new is sent from it, what was sent is followed to its end.</summary>
public sealed class CloseSender(SenderStore store, StepUp stepUp, AuditLog audit)
{
    /// <summary>Closes it; false when it is another one than was seen, or closed already.</summary>
    /// <exception cref="AccessDeniedException">The actor is no administrator, or has to sign in again.</exception>
    public Task<bool> RunAsync(Actor actor, string senderId, long version, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "goskey.close-sender", senderId, async note =>
        {
            if (!actor.IsAdmin)
            {
                throw new AccessDeniedException();
            }

            await stepUp.RequireAsync(actor, cancellationToken);
            var closed = await store.CloseAsync(senderId, version, actor.Name, cancellationToken);
            note.Outcome = closed ? "done" : "overtaken";
            return closed;
        });
}
