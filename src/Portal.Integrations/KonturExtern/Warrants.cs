using Portal.Integrations.Http;
using Refit;

namespace Portal.Integrations.KonturExtern;

/// <summary>Warrants, доверенности (contract auth 3.5). Throws <see cref="VendorException"/>.</summary>
public interface IExternWarrantsApi
{
    /// <summary>The warrants of the session's user in an account; <paramref name="forAllUsers"/> is for administrators only (Forbidden).</summary>
    [Get("/v1/{accountId}/warrants")]
    Task<WarrantList> ListAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session,
        Guid accountId,
        [Query] int skip = 0,
        [Query] int take = 100,
        [Query] bool? forAllUsers = null,
        CancellationToken ct = default);
}

/// <summary>A page of warrants (contract auth 3.5).</summary>
public sealed record WarrantList
{
    /// <summary>All there are.</summary>
    public int TotalCount { get; init; }

    /// <summary>Every organisation, with the warrant by which the user acts for it; without one where the user needs none.</summary>
    public IReadOnlyList<OrganizationWarrant> OrganizationWarrantInformations { get; init => field = value ?? []; } = [];
}

/// <summary>An organisation and the warrant by which the user acts for it.</summary>
public sealed record OrganizationWarrant(Guid? OrganizationId, string? Inn, string? Kpp, string? OrganizationName, Warrant? Warrant);

/// <summary>A warrant: its life and number.</summary>
public sealed record Warrant(DateOnly? DateBegin, DateOnly? DateEnd, string? Number);
