namespace Portal.Features.Docflows.Replies;

/// <summary>A receipt that a document of some docflow awaits.</summary>
public sealed record AwaitedReceipt
{
    /// <summary>Our id of the docflow.</summary>
    public required string EntryId { get; init; }

    /// <summary>The document to acknowledge.</summary>
    public required string DocumentId { get; init; }

    /// <summary>Kind of the receipt.</summary>
    public required string ReplyType { get; init; }

    /// <summary>What the docflow is called.</summary>
    public required string FormName { get; init; }

    /// <summary>Payer: INN, or INN-KPP.</summary>
    public required string Payer { get; init; }

    /// <summary>Name of the payer, where it is known.</summary>
    public string? PayerName { get; init; }

    /// <summary>When the docflow began.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>The vendor's type of the document; null for one that was never read.</summary>
    public string? DocumentType { get; init; }

    /// <summary>True when the service signs it without a code (<see cref="PossibleReply.IsSignedAtOnce"/>): only those are given by the many.</summary>
    public bool IsSignedAtOnce => new PossibleReply(DocumentId, ReplyType).IsSignedAtOnce;
}

/// <summary>What came of one receipt of many.</summary>
/// <param name="Word">«Отправлено», or where it stands.</param>
/// <param name="Problem">Why it was not sent, in words; null when it was.</param>
public sealed record ReceiptResult(AwaitedReceipt Receipt, string Word, string? Problem);
