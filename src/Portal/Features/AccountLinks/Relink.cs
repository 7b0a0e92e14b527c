namespace Portal.Features.AccountLinks;

/// <summary>State of a move to another Kontur user.</summary>
public enum RelinkState
{
    /// <summary>One administrator asked; another one has to approve.</summary>
    Asked,

    /// <summary>Approved; carried out when the cool-off is over.</summary>
    Approved,

    /// <summary>Carried out.</summary>
    Done,

    /// <summary>Called off.</summary>
    Cancelled,
}

/// <summary>A move of a person to another Kontur user.</summary>
public sealed record Relink
{
    /// <summary>Our id.</summary>
    public required string Id { get; init; }

    /// <summary>Link that is to be replaced.</summary>
    public required string LinkId { get; init; }

    /// <summary>The Kontur user to move to.</summary>
    public required string KonturUser { get; init; }

    /// <summary>Its phone, encrypted.</summary>
    public required string Phone { get; init; }

    /// <summary>Its last digits.</summary>
    public required string PhoneTail { get; init; }

    /// <summary>Why, as typed.</summary>
    public required string Reason { get; init; }

    /// <summary>State.</summary>
    public required RelinkState State { get; init; }

    /// <summary>Who asked (our id of the person).</summary>
    public required string AskedBy { get; init; }

    /// <summary>Who asked.</summary>
    public required string AskedByName { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>End of the cool-off.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>Who approved.</summary>
    public string? ApprovedByName { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset? ApprovedAt { get; init; }
}
