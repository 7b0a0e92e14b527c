using Portal.Integrations.Http;
using Refit;

namespace Portal.Integrations.KonturExtern;

/// <summary>Organisations of an account (contract auth 3.3). Throws <see cref="VendorException"/>.</summary>
public interface IExternOrganizationsApi
{
    /// <summary>A batch, at most 1000; rely on <c>total-count</c>, not on the echoed <c>take</c>. Rejected on a malformed filter.</summary>
    [Get("/v1/{accountId}/organizations")]
    Task<OrganizationBatch> ListAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session,
        Guid accountId,
        [Query] string? inn = null,
        [Query] string? kpp = null,
        [Query] int skip = 0,
        [Query] int take = 1000,
        CancellationToken ct = default);
}

/// <summary>A batch of organisations (contract auth 3.3).</summary>
public sealed record OrganizationBatch
{
    /// <summary>Skipped.</summary>
    public int Skip { get; init; }

    /// <summary>Number returned or asked for.</summary>
    public int Take { get; init; }

    /// <summary>All there are.</summary>
    public int TotalCount { get; init; }

    /// <summary>The batch.</summary>
    public IReadOnlyList<Organization> Organizations { get; init => field = value ?? []; } = [];
}

/// <summary>An organisation (contract auth 3.3).</summary>
public sealed record Organization(Guid Id, OrganizationGeneral? General);

/// <summary>Its requisites (contract auth 3.3).</summary>
public sealed record OrganizationGeneral
{
    /// <summary>10 or 12 digits.</summary>
    public string? Inn { get; init; }

    /// <summary>9 digits; null for an individual entrepreneur.</summary>
    public string? Kpp { get; init; }

    /// <summary>Name.</summary>
    public string? Name { get; init; }

    /// <summary>Head organisation of the account.</summary>
    public bool IsMainOrg { get; init; }
}
