using Portal.Access;

namespace Portal.Features.Goskey.List;

/// <summary>A page of the actor's own packages.</summary>
public sealed class FindPackages(PackageListStore store)
{
    /// <summary>Most rows of a page.</summary>
    public const int Most = 100;

    /// <summary>Reads the store; nobody else's are ever found.</summary>
    public async Task<PackagesFound> RunAsync(Actor actor, PackageFilter filter, int skip, int take, CancellationToken cancellationToken = default)
    {
        var (rows, total) = await store.FindAsync(actor.PersonId, filter, Math.Max(0, skip), Math.Clamp(take, 1, Most), cancellationToken);
        return new PackagesFound(rows, total, total > 0 || await store.AnyAsync(actor.PersonId, cancellationToken));
    }
}
