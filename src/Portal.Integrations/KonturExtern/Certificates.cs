using Portal.Integrations.Http;
using Refit;

namespace Portal.Integrations.KonturExtern;

/// <summary>Certificates of the session's user (contract auth 3.4). Throws <see cref="VendorException"/>.</summary>
public interface IExternCertificatesApi
{
    /// <summary>A page; <paramref name="forAllUsers"/> is for administrators only (Forbidden).</summary>
    [Get("/v1/{accountId}/certificates")]
    Task<CertificateList> ListAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session,
        Guid accountId,
        [Query] int skip = 0,
        [Query] int take = 100,
        [Query] bool? forAllUsers = null,
        CancellationToken ct = default);
}

/// <summary>A page of certificates (contract auth 3.4).</summary>
public sealed record CertificateList
{
    /// <summary>Skipped.</summary>
    public int Skip { get; init; }

    /// <summary>Asked for.</summary>
    public int Take { get; init; }

    /// <summary>All there are.</summary>
    public int TotalCount { get; init; }

    /// <summary>The page.</summary>
    public IReadOnlyList<Certificate> Certificates { get; init => field = value ?? []; } = [];
}

/// <summary>A certificate (contract auth 3.4).</summary>
public sealed record Certificate
{
    /// <summary>Full name of the owner.</summary>
    public string? Fio { get; init; }

    /// <summary>INN.</summary>
    public string? Inn { get; init; }

    /// <summary>KPP.</summary>
    public string? Kpp { get; init; }

    /// <summary>Whether the vendor holds it valid.</summary>
    public bool IsValid { get; init; }

    /// <summary>Whether it is qualified.</summary>
    public bool IsQualified { get; init; }

    /// <summary>DER as base64, without PEM markers.</summary>
    public string? Content { get; init; }

    /// <summary>Hex.</summary>
    public string? Thumbprint { get; init; }

    /// <summary>End of validity.</summary>
    public DateTimeOffset? ExpiredAt { get; init; }

    /// <summary>Hex.</summary>
    public string? SerialNumber { get; init; }

    /// <summary>Whether its key is in the cloud; null when not sent.</summary>
    public bool? IsCloud { get; init; }

    /// <summary><c>iron</c>, <c>dss</c> or <c>cloud</c>, where sent.</summary>
    public Word CertificateType { get; init; }
}
