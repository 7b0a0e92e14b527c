using Portal.Access;

namespace Portal.Features.AccountLinks.Registry;

/// <summary>A page of the registry with the figures that stand above it.</summary>
public sealed record RegistryFound(IReadOnlyList<IssuedCertificate> Rows, int Total, int Expiring, int Expired, int ChangedPeople)
{
    /// <summary>There is more than a search counts.</summary>
    public bool IsTooMuch(RegistryFilter filter) => !string.IsNullOrWhiteSpace(filter.Search) && Total > RegistryStore.MostFound;
}

/// <summary>An administrator looks through the registry.</summary>
public sealed class FindCertificates(RegistryStore registry, RegistryChangeStore changes, TimeProvider clock)
{
    /// <summary>A page of what the filter finds.</summary>
    /// <exception cref="AccessDeniedException">The actor is no administrator.</exception>
    public async Task<RegistryFound> RunAsync(Actor actor, RegistryFilter filter, int skip, int take, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            throw new AccessDeniedException();
        }

        var now = clock.GetUtcNow();
        var (rows, total) = await registry.PageAsync(filter, now, skip, take, cancellationToken);
        var (expired, expiring) = await registry.EndingAsync(now, now + RegistryFilter.Soon, cancellationToken);
        return new RegistryFound(rows, total, expiring, expired, await changes.CountAsync(cancellationToken));
    }
}
