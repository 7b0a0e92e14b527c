using Portal.Access;

namespace Portal.Features.Docflows;

/// <summary>Where a person sees a docflow of Kontur, if their own session lists it.</summary>
public sealed class FindOfDocflow(Acting acting, DocflowStore store)
{
    /// <summary>Our id of it; null when this person does not see it.</summary>
    /// <exception cref="NotLinkedException">The person is not linked.</exception>
    public async Task<string?> RunAsync(Actor actor, string docflowId, CancellationToken cancellationToken = default) =>
        await store.IdOfDocflowAsync((await acting.LinkOfAsync(actor, cancellationToken)).Id, docflowId, cancellationToken);
}
