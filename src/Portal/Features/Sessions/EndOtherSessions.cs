using Portal.Access;
using Portal.Features.Audit;

namespace Portal.Features.Sessions;

/// <summary>Signs the person out everywhere but here.</summary>
public sealed class EndOtherSessions(SessionStore sessions, OpenCircuits circuits, AuditLog audit)
{
    /// <summary>Ends every session of the person but the one they act in.</summary>
    /// <returns>How many ended.</returns>
    public Task<int> RunAsync(Actor actor, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "session.end-others", null, async note =>
        {
            var ended = new List<string>();
            int before;
            do
            {
                // A list holds a hundred: what ended makes room for the rest.
                before = ended.Count;
                foreach (var other in await sessions.OfPersonAsync(actor.PersonId, cancellationToken))
                {
                    if (other.Id != actor.SessionId && await sessions.EndAsync(actor.PersonId, other.Id, SessionEnd.SignedOut, cancellationToken))
                    {
                        ended.Add(other.Id);
                    }
                }
            }
            while (ended.Count > before);

            await Task.WhenAll(ended.Select(circuits.CloseSessionAsync));
            note.Detail = $"ended: {ended.Count}";
            return ended.Count;
        });
}
