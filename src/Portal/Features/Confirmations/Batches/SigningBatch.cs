namespace Portal.Features.Confirmations.Batches;

/// <summary>State of a queue of signatures.</summary>
public enum BatchState
{
    /// <summary>Made, not begun: no code was asked for.</summary>
    New,

    /// <summary>One after another is asked for.</summary>
    Running,

    /// <summary>The person paused it: no further code is asked for.</summary>
    Paused,

    /// <summary>Nothing waits any more; what failed may be repeated.</summary>
    Done,
}

/// <summary>State of one of a queue.</summary>
public enum BatchItemState
{
    /// <summary>Its turn has not come.</summary>
    Waiting,

    /// <summary>Its code or push is asked for; at most one of a batch.</summary>
    Current,

    /// <summary>Signed.</summary>
    Signed,

    /// <summary>Not signed; the reason is beside it, and it may be repeated.</summary>
    Failed,

    /// <summary>Could not be signed when the batch was made; the reason is beside it.</summary>
    Refused,
}

/// <summary>Many things signed one after another with one certificate.</summary>
public sealed record SigningBatch
{
    /// <summary>Our id.</summary>
    public required string Id { get; init; }

    /// <summary>For whom.</summary>
    public required string LinkId { get; init; }

    /// <summary>Kontur account.</summary>
    public required string AccountId { get; init; }

    /// <summary>What is asked for each.</summary>
    public SigningKind Kind { get; init; }

    /// <summary>Certificate that signs.</summary>
    public required string Thumbprint { get; init; }

    /// <summary>Its owner.</summary>
    public required string Owner { get; init; }

    /// <summary>Where codes go.</summary>
    public required string PhoneMask { get; init; }

    /// <summary>State.</summary>
    public required BatchState State { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>One of a batch, as it was shown when the batch was made.</summary>
public sealed record BatchItem
{
    /// <summary>Place in the queue, from 1.</summary>
    public required long Place { get; init; }

    /// <summary>What it is about: by the batch's kind, a draft.</summary>
    public required string SubjectId { get; init; }

    /// <summary>Its name.</summary>
    public required string Title { get; init; }

    /// <summary>Documents and digests that the person saw.</summary>
    public required IReadOnlyList<SignedDocument> Documents { get; init; }

    /// <summary>State.</summary>
    public required BatchItemState State { get; init; }

    /// <summary>Why it is not signed.</summary>
    public string? Reason { get; init; }

    /// <summary>Its operation, once begun.</summary>
    public string? SigningId { get; init; }
}
