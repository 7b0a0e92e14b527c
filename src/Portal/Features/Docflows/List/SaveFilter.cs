using Portal.Access;
using Portal.Features.Audit;

namespace Portal.Features.Docflows.List;

/// <summary>A person keeps a filter of the list under a name.</summary>
public sealed class SaveFilter(Acting acting, SavedFilterStore store, AuditLog audit)
{
    /// <summary>Longest name.</summary>
    public const int LongestName = 60;

    /// <summary>False when there are <see cref="SavedFilterStore.Most"/> already, or the name says nothing.</summary>
    /// <exception cref="NotLinkedException">The person is not linked.</exception>
    public Task<bool> RunAsync(Actor actor, string name, DocflowListFilter filter, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "docflows.save-filter", null, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            note.LinkId = link.Id;
            var given = name.Trim() is { Length: > LongestName } text ? text[..LongestName] : name.Trim();
            return given.Length > 0 && !filter.IsEmpty && await store.SaveAsync(link.Id, new(given, filter.Query), cancellationToken);
        });
}
