namespace Portal.Simulator.KonturExtern.Accounts;

/// <summary>An account (auth contract 3.2) with its organisations; <see cref="CreatedByApiKey"/> is null for seeded ones.</summary>
internal sealed record ExternAccount(
    Guid Id, string Inn, string? Kpp, string OrganizationName, Guid AbonentId, DateTimeOffset CreatedAt,
    IReadOnlyList<AccountMember> Members, IReadOnlyList<ExternOrganization> Organizations, string? CreatedByApiKey = null, Guid? CreatedBy = null)
{
    public const string Admin = "admin";

    /// <summary>Made by the vendor's test tools, for nobody's application.</summary>
    public bool IsMadeByTools { get; init; }

    public string? RoleOf(Guid userId) => Members.FirstOrDefault(member => member.UserId == userId)?.Role;

    /// <summary>Members only; an account made through one api-key is not seen through another.</summary>
    public bool IsOpenTo(Guid userId, string apiKey) =>
        RoleOf(userId) is not null && (CreatedByApiKey is null || string.Equals(CreatedByApiKey, apiKey, StringComparison.OrdinalIgnoreCase));

    public ExternOrganization? FindOrganization(string? inn, string? kpp) =>
        Organizations.FirstOrDefault(organization => organization.Inn == inn && (organization.Kpp ?? "") == (kpp ?? ""));
}

/// <summary>A user's place in an account.</summary>
internal sealed record AccountMember(Guid UserId, string Role);

/// <summary>An organisation of an account (auth contract 3.3).</summary>
internal sealed record ExternOrganization(Guid Id, string Inn, string? Kpp, string Name, bool IsMainOrg)
{
    /// <summary>When it came into the account; null for head organisations, which came with it.</summary>
    public DateTimeOffset? AddedAt { get; init; }

    /// <summary>Users who removed it for themselves.</summary>
    public IReadOnlyList<Guid> HiddenFrom { get; init; } = [];

    /// <summary>Subscriptions to the social fund's SEDO.</summary>
    public IReadOnlyList<SedoSubscription> Subscriptions { get; init; } = [];

    /// <summary>Who signs, by kind of state body.</summary>
    public IReadOnlyList<OrganizationSigner> Signers { get; init; } = [];

    /// <summary>The last sign-in to Gosuslugi, if any.</summary>
    public GosuslugiAuth? Gosuslugi { get; init; }
}

/// <summary>One subscription (auth contract 3.3, control-unit subscriptions).</summary>
internal sealed record SedoSubscription(bool IsSfr, string RegistrationNumber, string SubscriptionStatus);

/// <summary>The certificate chosen for a kind of state body.</summary>
internal sealed record OrganizationSigner(string ControlUnitType, string CertificateThumbprint, string SignerType);

/// <summary>A signed key of Gosuslugi and until when the signature is good.</summary>
internal sealed record GosuslugiAuth(string Uid, string Thumbprint, DateTimeOffset GoodUntil);
