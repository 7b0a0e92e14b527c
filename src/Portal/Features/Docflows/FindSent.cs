using Portal.Access;

namespace Portal.Features.Docflows;

/// <summary>What became of a draft that was sent.</summary>
public sealed class FindSent(Acting acting, DocflowStore store)
{
    /// <summary>Null when it was not sent, or is not this person's.</summary>
    /// <exception cref="NotLinkedException">The person is not linked.</exception>
    public async Task<DocflowEntry?> RunAsync(Actor actor, string draftId, CancellationToken cancellationToken = default) =>
        await store.FindByDraftAsync((await acting.LinkOfAsync(actor, cancellationToken)).Id, draftId, cancellationToken);
}
