namespace Portal.Features.Attention;

/// <summary>What is due.</summary>
public enum DeadlineKind
{
    /// <summary>A report.</summary>
    Report,

    /// <summary>A payment.</summary>
    Payment,
}

/// <summary>A day by which an organisation reports or pays (contract auth 3.7), as this person's own session lists it.</summary>
public sealed record Deadline
{
    /// <summary>Whose session lists it.</summary>
    public required string LinkId { get; init; }

    /// <summary>Kontur account.</summary>
    public required string AccountId { get; init; }

    /// <summary>Kontur's id of the organisation.</summary>
    public required string OrganizationId { get; init; }

    /// <summary>A report or a payment.</summary>
    public required DeadlineKind Kind { get; init; }

    /// <summary>Form or payment, in words.</summary>
    public required string Name { get; init; }

    /// <summary>Period in words; may be empty.</summary>
    public required string Period { get; init; }

    /// <summary>The last day, <c>yyyy-MM-dd</c>.</summary>
    public required string DueOn { get; init; }

    /// <summary>The vendor's word for how it stands; empty for payments.</summary>
    public required string State { get; init; }

    /// <summary>The last day.</summary>
    public DateOnly Day => DateOnly.ParseExact(DueOn, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
