using Portal.Access;

namespace Portal.Features.Drafts.List;

/// <summary>«Вы не закончили»: what a person has begun, for the pages where they come back to.</summary>
public sealed class ListUnfinished(Acting acting, DraftListStore store)
{
    private const int Offered = 3;

    /// <summary>The last ones of one account, or of all.</summary>
    /// <exception cref="NotLinkedException">The person is not linked.</exception>
    public async Task<IReadOnlyList<ListedDraft>> RunAsync(Actor actor, string? accountId = null, int take = Offered, CancellationToken cancellationToken = default) =>
        await store.UnfinishedAsync((await acting.LinkOfAsync(actor, cancellationToken)).Id, accountId, take, cancellationToken);
}
