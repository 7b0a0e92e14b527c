using Portal.Access;
using Portal.Features.Audit;

namespace Portal.Features.Sessions;

/// <summary>Signs the person out in another browser: the session ends and its open pages close within five seconds.</summary>
public sealed class EndSession(SessionStore sessions, OpenCircuits circuits, AuditLog audit)
{
    /// <summary>Ends one of the person's own sessions.</summary>
    /// <exception cref="AccessDeniedException">It is not theirs, or over already.</exception>
    public Task RunAsync(Actor actor, string sessionId, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "session.end", sessionId, async _ =>
        {
            if (!await sessions.EndAsync(actor.PersonId, sessionId, SessionEnd.SignedOut, cancellationToken))
            {
                throw new AccessDeniedException();
            }

            await circuits.CloseSessionAsync(sessionId);
            return true;
        });
}
