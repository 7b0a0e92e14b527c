using Portal.Access;

namespace Portal.Features.AccountLinks;

/// <summary>A link as administrators see it: states and trace ids, never documents.</summary>
public sealed record AccountLink
{
    /// <summary>Our id of the link.</summary>
    public required string Id { get; init; }

    /// <summary>Our id of the person.</summary>
    public required string PersonId { get; init; }

    /// <summary>As the provider names them.</summary>
    public required string PersonName { get; init; }

    /// <summary>The partner's user id.</summary>
    public required string Subject { get; init; }

    /// <summary>E-mail at the provider.</summary>
    public string? Email { get; init; }

    /// <summary>E-mail at the provider when the link was made.</summary>
    public string? FirstEmail { get; init; }

    /// <summary>The GUID by which Kontur knows this person.</summary>
    public required string ServiceUserId { get; init; }

    /// <summary>State.</summary>
    public required LinkState State { get; init; }

    /// <summary>The vendor's code of a refusal.</summary>
    public string? RefusalCode { get; init; }

    /// <summary>The vendor's trace id of a refusal.</summary>
    public string? RefusalTrace { get; init; }

    /// <summary>Owner of the registry row; null when the person is no longer in the registry.</summary>
    public string? FullName { get; init; }

    /// <summary>Organisation of the registry row.</summary>
    public string? Organization { get; init; }

    /// <summary>INN of the registry row.</summary>
    public string? Inn { get; init; }

    /// <summary>Last digits of the registry row's phone.</summary>
    public string? PhoneTail { get; init; }

    /// <summary>Kontur user of the link.</summary>
    public required string KonturUser { get; init; }

    /// <summary>Kontur user that the registry names now; another one than the link's after a change of phone.</summary>
    public string? RegistryKonturUser { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its state last changed.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>When Kontur first took it; null before.</summary>
    public DateTimeOffset? LinkedAt { get; init; }

    /// <summary>When a call was last made with it, to the minute.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>1 when it waits for approval and would move the person, or the Kontur user, away from a settled pair.</summary>
    public long Moves { get; init; }

    /// <summary>Only two administrators can let it through (<see cref="AskRelink"/>).</summary>
    public bool IsMove => Moves == 1;

    /// <summary>The registry names another phone than the one that is linked.</summary>
    public bool PhoneChanged => RegistryKonturUser is not null && RegistryKonturUser != KonturUser && State != LinkState.Unlinked;
}

/// <summary>Something that happened to a link.</summary>
public sealed record LinkEvent
{
    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who; «портал» for a job.</summary>
    public required string PersonName { get; init; }

    /// <summary>What.</summary>
    public required string Action { get; init; }

    /// <summary>State before.</summary>
    public required string FromState { get; init; }

    /// <summary>State after.</summary>
    public required string ToState { get; init; }

    /// <summary>Why, as typed.</summary>
    public string? Reason { get; init; }
}

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
