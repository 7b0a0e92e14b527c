using Portal.Integrations.Http;
using Refit;

namespace Portal.Integrations.KonturExtern;

/// <summary>Accounts (contract auth 3.1–3.2). Throws <see cref="VendorException"/>.</summary>
public interface IExternAccountsApi
{
    /// <summary>The accounts of the session's user; none is an empty list.</summary>
    [Get("/v1")]
    Task<AccountList> ListAsync([Property(KonturSessionKey.Name)] KonturSessionKey session, [Query] int skip = 0, [Query] int take = 100, CancellationToken ct = default);

    /// <summary>One account; NotFound.</summary>
    [Get("/v1/{accountId}")]
    Task<Account> GetAsync([Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, CancellationToken ct = default);

    /// <summary>Creates the account of an organisation, or answers with the existing one; the list may lag about a second. Rejected on a wrong INN.</summary>
    [Post("/v1")]
    Task<Account> CreateAsync([Property(KonturSessionKey.Name)] KonturSessionKey session, [Body] CreateAccountRequest request, CancellationToken ct = default);

    /// <summary>Deletes an account that this partner created; the session through which it is used dies too (contract auth 2.1).</summary>
    [Delete("/v1/{accountId}")]
    Task DeleteAsync([Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, CancellationToken ct = default);
}

/// <summary>A page of accounts (contract auth 3.2).</summary>
public sealed record AccountList
{
    /// <summary>Skipped.</summary>
    public int Skip { get; init; }

    /// <summary>Asked for.</summary>
    public int Take { get; init; }

    /// <summary>All there are.</summary>
    public int TotalCount { get; init; }

    /// <summary>The page.</summary>
    public IReadOnlyList<Account> Accounts { get; init => field = value ?? []; } = [];
}

/// <summary>An account, учётная запись (contract auth 3.2). Ids may change: do not keep them as permanent keys (1.4).</summary>
public sealed record Account
{
    /// <summary>First segment of every path.</summary>
    public Guid Id { get; init; }

    /// <summary>INN of the head organisation: 10 or 12 digits.</summary>
    public string? Inn { get; init; }

    /// <summary>KPP, 9 digits; null for an individual entrepreneur.</summary>
    public string? Kpp { get; init; }

    /// <summary>Name of the head organisation.</summary>
    public string? OrganizationName { get; init; }

    /// <summary>Products of Kontur the user may use.</summary>
    public IReadOnlyList<AccountProduct> Products { get; init => field = value ?? []; } = [];

    /// <summary>See <see cref="AccountRoles"/>.</summary>
    public Word Role { get; init; }

    /// <summary>Group of accounts.</summary>
    public Guid? AbonentId { get; init; }

    /// <summary>Name of the account, where sent.</summary>
    public string? Name { get; init; }

    /// <summary>Links.</summary>
    public IReadOnlyList<Link> Links { get; init => field = value ?? []; } = [];
}

/// <summary>A product of Kontur, e.g. <c>extern</c>.</summary>
public sealed record AccountProduct(string? Name);

/// <summary>Roles in an account (contract auth 3.2).</summary>
public static class AccountRoles
{
    /// <summary>Administrator.</summary>
    public static readonly Word Admin = new("admin");

    /// <summary>User.</summary>
    public static readonly Word User = new("user");

    /// <summary>Director.</summary>
    public static readonly Word Director = new("director");
}

/// <summary>What an account is created of (contract auth 3.2): INN of 10 digits with KPP, or of 12 without.</summary>
public sealed record CreateAccountRequest(string Inn, string? Kpp, string OrganizationName);
