using Portal.Access;

namespace Portal.Features.Drafts.Inventories;

/// <summary>What a person has gathered for the answer to a demand.</summary>
public sealed class ListInventoryFiles(Acting acting, InventoryFileStore store)
{
    /// <summary>As it was uploaded; at most <see cref="InventoryRules.Most"/>.</summary>
    /// <exception cref="NotLinkedException">The person is not linked.</exception>
    public async Task<IReadOnlyList<InventoryFile>> RunAsync(Actor actor, Guid demand, CancellationToken cancellationToken = default) =>
        await store.ListAsync((await acting.LinkOfAsync(actor, cancellationToken)).Id, demand.ToString(), cancellationToken);
}
