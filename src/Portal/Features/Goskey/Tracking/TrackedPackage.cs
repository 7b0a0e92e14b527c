namespace Portal.Features.Goskey.Tracking;

/// <summary>A package that EPGU is asked about.</summary>
public sealed record TrackedPackage
{
    /// <summary>Our id.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required string PersonId { get; init; }

    /// <summary>Whose key it was sent with.</summary>
    public required string SenderId { get; init; }

    /// <summary>Number of the order.</summary>
    public required long OrderId { get; init; }

    /// <summary>When EPGU took it.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>Failed askings in a row.</summary>
    public long Failures { get; init; }
}

/// <summary>A sender whose list of changes is due.</summary>
public sealed record DueWatch
{
    /// <summary>Sender.</summary>
    public required string SenderId { get; init; }

    /// <summary>When the oldest package that is still open was sent.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Until when its changes are known; null before the first list.</summary>
    public DateTimeOffset? SeenUntil { get; init; }

    /// <summary>Failed lists in a row.</summary>
    public long Failures { get; init; }
}
