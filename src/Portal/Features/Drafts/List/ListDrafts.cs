using Portal.Access;

namespace Portal.Features.Drafts.List;

/// <summary>The reports a person has chosen in the list, as they stand now.</summary>
public sealed class ListDrafts(Acting acting, DraftListStore store)
{
    /// <summary>Only the person's own in this account; at most <see cref="DraftListStore.MostRows"/>.</summary>
    /// <exception cref="NotLinkedException">The person is not linked.</exception>
    public async Task<IReadOnlyList<ListedDraft>> RunAsync(Actor actor, string accountId, IReadOnlyList<string> draftIds, CancellationToken cancellationToken = default) =>
        await store.GivenAsync((await acting.LinkOfAsync(actor, cancellationToken)).Id, accountId, draftIds, cancellationToken);
}
