namespace Portal.Features.Docflows.Replies;

/// <summary>How far an answer is.</summary>
public enum ReplyState
{
    /// <summary>Made at Kontur, not signed yet.</summary>
    Made,

    /// <summary>Signed; on its way to being sent.</summary>
    Signed,

    /// <summary>The sending is on the wire, or its answer was lost and is being asked about.</summary>
    Intended,

    /// <summary>Sent, by whomever: the document is answered.</summary>
    Sent,

    /// <summary>Not sent; the problem says why, and it may be tried again.</summary>
    NotSent,
}

/// <summary>An answer of a person to a document of a docflow (contract drafts 5.8).</summary>
public sealed record Reply
{
    /// <summary>Our id.</summary>
    public required string Id { get; init; }

    /// <summary>Our id of the docflow.</summary>
    public required string DocflowRowId { get; init; }

    /// <summary>Whose answer.</summary>
    public required string LinkId { get; init; }

    /// <summary>Kontur account.</summary>
    public required string AccountId { get; init; }

    /// <summary>Kontur's id of the docflow.</summary>
    public required string DocflowId { get; init; }

    /// <summary>The answered document.</summary>
    public required string DocumentId { get; init; }

    /// <summary>Kind of the answer: the name of the vendor's link.</summary>
    public required string ReplyType { get; init; }

    /// <summary>Kontur's id of the answer.</summary>
    public required string KonturReplyId { get; init; }

    /// <summary>Its file name.</summary>
    public required string FileName { get; init; }

    /// <summary>Digest of its bytes as they were made: what is signed.</summary>
    public required string Sha256 { get; init; }

    /// <summary>State.</summary>
    public required ReplyState State { get; init; }

    /// <summary>What is wrong, for the person.</summary>
    public string? Problem { get; init; }

    /// <summary>The vendor's trace id of that.</summary>
    public string? Trace { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>When its sending was meant; null before.</summary>
    public DateTimeOffset? IntendedAt { get; init; }

    /// <summary>When it was sent, or known not to be.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>True for one to the former pension fund.</summary>
    public bool IsOfFund => PossibleReply.IsOfFund(ReplyType);

    /// <summary>Answers that exclude each other share a slot: accepting and refusing a demand.</summary>
    public static string SlotOf(string replyType) => replyType.Replace("-positive", "", StringComparison.Ordinal).Replace("-negative", "", StringComparison.Ordinal);
}

/// <summary>What may be answered now.</summary>
public sealed record PossibleReply(string DocumentId, string ReplyType)
{
    /// <summary>True for a receipt, which says no more than that the document came.</summary>
    public bool IsReceipt => ReplyType.EndsWith("-receipt", StringComparison.Ordinal);

    /// <summary>True for an answer to the former pension fund: it has calls of its own (contract drafts 5.8.2).</summary>
    public static bool IsOfFund(string replyType) => replyType.StartsWith("pfr-", StringComparison.Ordinal);

    /// <summary>True for receipts of the tax service and of Rosstat: the service signs them without a code (contract drafts 5.8.1).</summary>
    public bool IsSignedAtOnce => IsReceipt && (ReplyType.StartsWith("fns534-", StringComparison.Ordinal) || ReplyType.StartsWith("stat-", StringComparison.Ordinal));
}
