using Portal.Access;

namespace Portal.Features.Drafts.Stuck;

/// <summary>An administrator looks at operations that keep failing.</summary>
public sealed class ListStuck(StuckStore store)
{
    /// <summary>The longest failing first; at most <see cref="StuckStore.Most"/>.</summary>
    /// <exception cref="AccessDeniedException">The actor is no administrator.</exception>
    public async Task<IReadOnlyList<StuckOperation>> RunAsync(Actor actor, CancellationToken cancellationToken = default) =>
        actor.IsAdmin ? await store.ListAsync(cancellationToken) : throw new AccessDeniedException();
}
