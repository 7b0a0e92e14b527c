namespace Portal.Features.AccountLinks;

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
