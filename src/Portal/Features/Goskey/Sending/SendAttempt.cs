namespace Portal.Features.Goskey.Sending;

/// <summary>How far a try has got.</summary>
public enum AttemptState
{
    /// <summary>The turn is taken; the package is assembled.</summary>
    Intended,

    /// <summary>The number is stored; chunks that send nothing are on their way.</summary>
    Reserved,

    /// <summary>What cannot be undone leaves, or has left: from here on only asking helps.</summary>
    Committed,

    /// <summary>EPGU has it.</summary>
    Sent,

    /// <summary>It sent nothing.</summary>
    NotSent,

    /// <summary>Nobody can say whether it did.</summary>
    Unknown,
}

/// <summary>A try to send a package.</summary>
public sealed record SendAttempt
{
    /// <summary>Our id.</summary>
    public required string Id { get; init; }

    /// <summary>Its package.</summary>
    public required string PackageId { get; init; }

    /// <summary>By which way.</summary>
    public required GoskeySending Way { get; init; }

    /// <summary>How far it has got.</summary>
    public required AttemptState State { get; init; }

    /// <summary>Number of the order; null until it is known.</summary>
    public long? OrderId { get; init; }

    /// <summary>When the turn was taken.</summary>
    public required DateTimeOffset IntendedAt { get; init; }

    /// <summary>When what cannot be undone began.</summary>
    public DateTimeOffset? CommittedAt { get; init; }
}
