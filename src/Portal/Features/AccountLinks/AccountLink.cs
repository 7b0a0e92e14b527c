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
