using Portal.Access;
using Portal.Features.Audit;

namespace Portal.Features.Docflows.List;

/// <summary>A person forgets a kept filter.</summary>
public sealed class DeleteFilter(Acting acting, SavedFilterStore store, AuditLog audit)
{
    /// <summary>True also when there was none.</summary>
    /// <exception cref="NotLinkedException">The person is not linked.</exception>
    public Task<bool> RunAsync(Actor actor, string name, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "docflows.delete-filter", null, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            note.LinkId = link.Id;
            await store.DeleteAsync(link.Id, name, cancellationToken);
            return true;
        });
}
