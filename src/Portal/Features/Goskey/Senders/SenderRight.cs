namespace Portal.Features.Goskey.Senders;

/// <summary>As whom a person sends (contract goskey 1.3, step 11).</summary>
public enum SenderRightKind
{
    /// <summary>Head of the organisation.</summary>
    Head,

    /// <summary>The entrepreneur in person.</summary>
    Entrepreneur,

    /// <summary>Employee with a power of attorney.</summary>
    Employee,
}

/// <summary>A person may send from a profile.</summary>
public sealed record SenderRight
{
    /// <summary>Our id.</summary>
    public required string Id { get; init; }

    /// <summary>The profile.</summary>
    public required string SenderId { get; init; }

    /// <summary>The person.</summary>
    public required string PersonId { get; init; }

    /// <summary>Name of the person; only when read.</summary>
    public string PersonName { get; init; } = "";

    /// <summary>As whom.</summary>
    public required SenderRightKind Kind { get; init; }

    /// <summary>Number of the power of attorney; null unless an employee.</summary>
    public string? WarrantNumber { get; init; }

    /// <summary>Its last day by Moscow, yyyy-MM-dd; null unless an employee.</summary>
    public string? WarrantEndsOn { get; init; }

    /// <summary>When it was granted.</summary>
    public DateTimeOffset GrantedAt { get; init; }

    /// <summary>Name of the administrator who granted it.</summary>
    public string GrantedBy { get; init; } = "";

    /// <summary>Last day of the power of attorney.</summary>
    public DateOnly? WarrantEnds => SenderProfile.DayOf(WarrantEndsOn);

    /// <summary>Whether it holds on a day (Moscow); the last day counts.</summary>
    public bool HoldsOn(DateOnly day) => Kind != SenderRightKind.Employee || WarrantEnds >= day;
}
