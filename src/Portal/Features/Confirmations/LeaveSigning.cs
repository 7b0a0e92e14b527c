using Portal.Access;
using Portal.Features.Audit;
using Portal.Storage;

namespace Portal.Features.Confirmations;

/// <summary>«Отказаться от подписания»: the code is not needed any more, and the report may be edited again.</summary>
public sealed class LeaveSigning(Acting acting, SigningStore store, Noticeboard noticeboard, AuditLog audit)
{
    /// <summary>False when it is already confirmed or over.</summary>
    /// <exception cref="AccessDeniedException">Not this person's operation.</exception>
    public Task<bool> RunAsync(Actor actor, string signingId, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "signing.leave", signingId, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            var signing = await store.FindAsync(link.Id, signingId, cancellationToken) ?? throw new AccessDeniedException();
            (note.LinkId, note.AccountId) = (link.Id, signing.AccountId);

            // A phone cannot be told: what it still confirms will be noticed and said.
            var left = await store.MoveAsync(
                signingId, SigningState.Waiting, signing.Way == SigningWay.MyDss ? SigningState.Left : SigningState.Ended, phase: SigningPhase.GivenUp,
                cancellationToken: cancellationToken);
            noticeboard.Publish(Signing.Topic(link.Id));
            return left;
        });
}
