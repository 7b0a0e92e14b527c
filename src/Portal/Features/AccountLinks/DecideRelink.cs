using Portal.Access;
using Portal.Features.Audit;

namespace Portal.Features.AccountLinks;

/// <summary>Another administrator approves a move to another Kontur user; any administrator may call it off.</summary>
public sealed class DecideRelink(AccountLinkStore links, RelinkStore store, StepUp stepUp, AuditLog audit)
{
    /// <summary>Approves or calls off.</summary>
    /// <exception cref="AccessDeniedException">No administrator, no such move, or it is about the administrator.</exception>
    /// <exception cref="StepUpNeededException">Approving needs a fresh sign-in.</exception>
    public Task<RelinkOutcome> RunAsync(Actor actor, string relinkId, bool approve, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, approve ? "link.approve-relink" : "link.cancel-relink", relinkId, async note =>
        {
            if (!actor.IsAdmin || await store.FindAsync(relinkId, cancellationToken) is not { } relink
                || await links.FindAsync(relink.LinkId, cancellationToken) is not { } link || link.PersonId == actor.PersonId)
            {
                throw new AccessDeniedException();
            }

            note.LinkId = relink.LinkId;
            if (!approve)
            {
                return await DoneAsync(await store.CancelAsync(relinkId, cancellationToken), "relink-cancelled", RelinkOutcome.Cancelled);
            }

            await stepUp.RequireAsync(actor, cancellationToken);
            if (relink.AskedBy == actor.PersonId)
            {
                note.Outcome = "second administrator needed";
                return RelinkOutcome.SecondAdministratorNeeded;
            }

            if (link.RegistryKonturUser != relink.KonturUser)
            {
                return await DoneAsync(await store.CancelAsync(relinkId, cancellationToken), "relink-cancelled", RelinkOutcome.RegistryChanged);
            }

            return await DoneAsync(await store.ApproveAsync(relinkId, actor, cancellationToken), "relink-approved", RelinkOutcome.Approved);

            async Task<RelinkOutcome> DoneAsync(bool done, string action, RelinkOutcome outcome)
            {
                note.Outcome = done ? "done" : "moved";
                if (done)
                {
                    await links.NoteAsync(link.Id, actor, action, link.State, null, cancellationToken);
                }

                return done ? outcome : RelinkOutcome.Moved;
            }
        });
}
