namespace Portal.Features.Drafts;

/// <summary>How far a print form is.</summary>
public enum PrintState
{
    /// <summary>Kontur makes it.</summary>
    Running,

    /// <summary>The PDF is kept here.</summary>
    Ready,

    /// <summary>Kontur has no print form for such a file.</summary>
    Unsupported,

    /// <summary>It did not succeed; it may be asked for again.</summary>
    Failed,
}

/// <summary>The print form of a draft's file (contract drafts 1.7).</summary>
public sealed record PrintForm
{
    /// <summary>Our id of this attempt.</summary>
    public required string Id { get; init; }

    /// <summary>The file.</summary>
    public required string DocumentId { get; init; }

    /// <summary>State.</summary>
    public required PrintState State { get; init; }

    /// <summary>Kontur's task; null while the start is not answered.</summary>
    public string? KonturTaskId { get; init; }

    /// <summary>The kept PDF, once it is ready.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Bytes of the PDF.</summary>
    public long? Size { get; init; }

    /// <summary>What went wrong, in words for the person.</summary>
    public string? Problem { get; init; }

    /// <summary>The vendor's trace id of that.</summary>
    public string? ProblemTrace { get; init; }

    /// <summary>How often the task was asked for.</summary>
    public required long Polls { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended, well or not.</summary>
    public DateTimeOffset? EndedAt { get; init; }
}
