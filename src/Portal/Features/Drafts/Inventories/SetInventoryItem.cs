using Portal.Access;
using Portal.Features.Audit;

namespace Portal.Features.Drafts.Inventories;

/// <summary>Says which item of the demand a gathered file answers.</summary>
public sealed class SetInventoryItem(Acting acting, InventoryFileStore store, AuditLog audit)
{
    /// <summary>False when it is no item (<c>1.01</c>), or no file of this person's.</summary>
    /// <exception cref="NotLinkedException">The person is not linked.</exception>
    public Task<bool> RunAsync(Actor actor, string fileId, string item, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "inventory.set-item", fileId, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            (note.LinkId, note.Detail) = (link.Id, item);
            return InventoryFile.IsItem(item) && await store.SetItemAsync(link.Id, fileId, item, cancellationToken);
        });
}
