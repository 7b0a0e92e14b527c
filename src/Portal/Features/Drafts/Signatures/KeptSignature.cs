namespace Portal.Features.Drafts.Signatures;

/// <summary>Where a signature comes from.</summary>
public enum SignatureOrigin
{
    /// <summary>Made by Kontur with a cloud certificate.</summary>
    Cloud,

    /// <summary>Made elsewhere and attached as a file.</summary>
    Attached,
}

/// <summary>A signature under a document, as it was verified; its bytes are a stored file.</summary>
public sealed record KeptSignature
{
    /// <summary>Our id.</summary>
    public required string Id { get; init; }

    /// <summary>Draft of the document.</summary>
    public required string DraftId { get; init; }

    /// <summary>Document it is under.</summary>
    public required string DocumentId { get; init; }

    /// <summary>SHA-256 of the document's bytes at that time, lower-case hex.</summary>
    public required string DocumentSha256 { get; init; }

    /// <summary>SHA-256 of the signature's bytes: the address of the stored file.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Thumbprint of the signer's certificate; empty when it could not be read.</summary>
    public required string Thumbprint { get; init; }

    /// <summary>Name in that certificate.</summary>
    public required string Owner { get; init; }

    /// <summary>Where it comes from.</summary>
    public required SignatureOrigin Way { get; init; }

    /// <summary>Why it does not hold, in words for the person; null when it was verified.</summary>
    public string? Problem { get; init; }

    /// <summary>When it was made, as it says itself.</summary>
    public DateTimeOffset? SignedAt { get; init; }

    /// <summary>When it was verified here.</summary>
    public required DateTimeOffset VerifiedAt { get; init; }
}
