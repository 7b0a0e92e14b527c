namespace Portal.Features.Goskey.New;

/// <summary>A recipient that a person keeps. Identifiers are opened by <see cref="RecipientSeal"/> alone.</summary>
public sealed record RememberedRecipient
{
    /// <summary>Our id.</summary>
    public required string Id { get; init; }

    /// <summary>Who keeps it.</summary>
    public required string PersonId { get; init; }

    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>SNILS, encrypted.</summary>
    public required string Snils { get; init; }

    /// <summary>Keyed hash of it: one recipient per SNILS.</summary>
    public required string SnilsPrint { get; init; }

    /// <summary>Last digits.</summary>
    public required string SnilsTail { get; init; }

    /// <summary>Address, encrypted.</summary>
    public string? Email { get; init; }

    /// <summary>The group it belongs to; one at most.</summary>
    public string? GroupName { get; init; }

    /// <summary>When the keeper said last that the recipient agrees.</summary>
    public required DateTimeOffset ConsentedAt { get; init; }

    /// <summary>When a package was last made for it.</summary>
    public required DateTimeOffset UsedAt { get; init; }
}

/// <summary>A group of remembered recipients. No constructor: of an empty result SQLite tells no types.</summary>
public sealed record RecipientGroup
{
    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>How many there are.</summary>
    public required long People { get; init; }
}
