using Portal.Access;
using Portal.Features.Audit;

namespace Portal.Features.Confirmations;

/// <summary>«Запросить новый код» for an operation: the same thing is pinned anew and begun again, as a part of the same batch.</summary>
public sealed class AskNewCode(Acting acting, SigningStore store, SigningSubjects subjects, BeginSigning begin, AuditLog audit)
{
    /// <summary>The operation to show; null when it may not be signed now, or is on the wire.</summary>
    /// <exception cref="AccessDeniedException">Not this person's operation.</exception>
    public Task<Signing?> RunAsync(Actor actor, string signingId, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "signing.new-code", signingId, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            var signing = await store.FindAsync(link.Id, signingId, cancellationToken) ?? throw new AccessDeniedException();
            (note.LinkId, note.AccountId) = (link.Id, signing.AccountId);
            if (await subjects.Of(signing.Kind).PinAsync(actor, signing.SubjectId, signing.Thumbprint, cancellationToken) is Pin.Ready pinned)
            {
                return await begin.RunAsync(actor, pinned.Request with { BatchId = signing.BatchId }, cancellationToken);
            }

            note.Outcome = "not ready";
            return null;
        });
}
