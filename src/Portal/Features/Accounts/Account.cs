namespace Portal.Features.Accounts;

/// <summary>A Kontur account as this link's own session lists it.</summary>
public sealed record Account
{
    /// <summary>Kontur's id; may change there.</summary>
    public required string AccountId { get; init; }

    /// <summary>INN of the head organisation.</summary>
    public required string Inn { get; init; }

    /// <summary>KPP; null for an entrepreneur.</summary>
    public string? Kpp { get; init; }

    /// <summary>Name of the head organisation.</summary>
    public required string Name { get; init; }

    /// <summary>The vendor's word for the person's role.</summary>
    public required string Role { get; init; }

    /// <summary>When this portal created it for this person; null for accounts made elsewhere.</summary>
    public DateTimeOffset? CreatedHereAt { get; init; }
}

/// <summary>An organisation of an account, for which reports may be sent.</summary>
public sealed record Payer
{
    /// <summary>Kontur's id; may change there.</summary>
    public required string OrganizationId { get; init; }

    /// <summary>INN.</summary>
    public required string Inn { get; init; }

    /// <summary>KPP; null for an entrepreneur.</summary>
    public string? Kpp { get; init; }

    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary><c>yes</c> for the head organisation.</summary>
    public required string IsMain { get; init; }
}

/// <summary>A certificate that the account's session lists.</summary>
public sealed record AccountCertificate
{
    /// <summary>SHA-1, upper-case hex.</summary>
    public required string Thumbprint { get; init; }

    /// <summary>Owner.</summary>
    public required string FullName { get; init; }

    /// <summary>INN in the certificate.</summary>
    public required string Inn { get; init; }

    /// <summary><c>cloud</c>, <c>dss</c>, <c>iron</c>; null when the vendor does not say.</summary>
    public string? Kind { get; init; }

    /// <summary><c>yes</c> while the vendor holds it valid.</summary>
    public required string IsValid { get; init; }

    /// <summary>Base64 of the DER.</summary>
    public required string Content { get; init; }

    /// <summary>End of its life.</summary>
    public required DateTimeOffset ValidUntil { get; init; }
}
