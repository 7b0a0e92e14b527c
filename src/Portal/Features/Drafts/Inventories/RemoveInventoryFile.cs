using Portal.Access;
using Portal.Features.Audit;

namespace Portal.Features.Drafts.Inventories;

/// <summary>Takes a file out of what is gathered.</summary>
public sealed class RemoveInventoryFile(Acting acting, InventoryFileStore store, AuditLog audit)
{
    /// <summary>False when it is none of this person's.</summary>
    /// <exception cref="NotLinkedException">The person is not linked.</exception>
    public Task<bool> RunAsync(Actor actor, string fileId, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "inventory.remove-file", fileId, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            note.LinkId = link.Id;
            return await store.RemoveAsync(link.Id, [fileId], cancellationToken) > 0;
        });
}
