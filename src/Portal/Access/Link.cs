namespace Portal.Access;

/// <summary>State of a link between a person and a Kontur user.</summary>
public enum LinkState
{
    /// <summary>Our id is stored; Kontur has not answered yet.</summary>
    Requested,

    /// <summary>Kontur knows the link: the person may act.</summary>
    Active,

    /// <summary>Kontur refused; <see cref="Link.RefusalCode"/> says why.</summary>
    Refused,

    /// <summary>An administrator closed it.</summary>
    Blocked,

    /// <summary>Undone for good: the row stays as history, its service user id is never used again.</summary>
    Unlinked,
}

/// <summary>One person, one Kontur user.</summary>
public sealed record Link
{
    /// <summary>Our id; the key of Kontur sessions.</summary>
    public required string Id { get; init; }

    /// <summary>Whose link it is.</summary>
    public required string PersonId { get; init; }

    /// <summary>The random GUID by which Kontur knows this person.</summary>
    public required string ServiceUserId { get; init; }

    /// <summary>Keyed hash of the phone that names the Kontur user.</summary>
    public required string KonturUser { get; init; }

    /// <summary>The phone given to Kontur, encrypted.</summary>
    public required string Phone { get; init; }

    /// <summary>State.</summary>
    public required LinkState State { get; init; }

    /// <summary>The vendor's code of a refusal.</summary>
    public string? RefusalCode { get; init; }

    /// <summary>The vendor's trace id of a refusal.</summary>
    public string? RefusalTrace { get; init; }
}
