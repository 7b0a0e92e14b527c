namespace Portal.Features.Drafts.Stuck;

/// <summary>An operation that Kontur does not tell about, as an administrator sees it: of the report nothing but its id.</summary>
public sealed record StuckOperation
{
    /// <summary>The report.</summary>
    public required string DraftId { get; init; }

    /// <summary>Whose it is.</summary>
    public required string PersonName { get; init; }

    /// <summary>What is asked for: a kind of task, or the word of a signature.</summary>
    public required string What { get; init; }

    /// <summary>Failures in a row.</summary>
    public required long Failures { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset FailingSince { get; init; }

    /// <summary>When it is asked about again.</summary>
    public required DateTimeOffset NextAt { get; init; }

    /// <summary>What is wrong.</summary>
    public string? Trouble { get; init; }

    /// <summary>The vendor's trace id of that.</summary>
    public string? TroubleTrace { get; init; }
}
