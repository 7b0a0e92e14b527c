using Portal.Access;

namespace Portal.Features.Audit;

/// <summary>What was last done with a link: for the administrators' page of it.</summary>
public sealed class ListLinkUses(AuditSearchStore store)
{
    /// <summary>The newest rows that the person wrote with this link, newest first.</summary>
    /// <exception cref="AccessDeniedException">The actor is no administrator.</exception>
    public async Task<IReadOnlyList<AuditRow>> RunAsync(Actor actor, string personId, string linkId, int take, CancellationToken cancellationToken = default) =>
        actor.IsAdmin ? await store.OfLinkAsync(personId, linkId, take, cancellationToken) : throw new AccessDeniedException();
}
