using Portal.Integrations.Signing;

namespace Portal.Features.Docflows.Reading;

/// <summary>The bytes of a document, read from Kontur once and kept.</summary>
public sealed record KeptContent
{
    /// <summary>Digest of the plain bytes: where they are kept.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>How they can be shown.</summary>
    public required ReadableKind Kind { get; init; }

    /// <summary>Media type they are served with.</summary>
    public required string Media { get; init; }

    /// <summary>The kept print form; null when it was not asked for.</summary>
    public string? PrintSha256 { get; init; }
}

/// <summary>A signature under a document, verified against the kept bytes.</summary>
public sealed record EntrySignature
{
    /// <summary>Kontur's id.</summary>
    public required string SignatureId { get; init; }

    /// <summary>Whose document it is under.</summary>
    public required string DocumentId { get; init; }

    /// <summary>The kept signature.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Who signed, in the vendor's words.</summary>
    public required string Title { get; init; }

    /// <summary>The vendor's role of the signer (contract drafts 1.6).</summary>
    public required string SignerType { get; init; }

    /// <summary>Who signed, as the certificate says; empty when it could not be read.</summary>
    public required string Owner { get; init; }

    /// <summary>SHA-1 of the certificate; empty when it could not be read.</summary>
    public required string Thumbprint { get; init; }

    /// <summary>What is wrong; null when the signature covers the bytes.</summary>
    public SignatureFault? Fault { get; init; }

    /// <summary>When, as the signature says.</summary>
    public DateTimeOffset? SignedAt { get; init; }

    /// <summary>When the portal verified it.</summary>
    public required DateTimeOffset VerifiedAt { get; init; }
}

/// <summary>A document that is open: what it is, its bytes if they are readable, its signatures.</summary>
/// <param name="Content">Null while it is encrypted, or too large to be kept.</param>
public sealed record OpenedDocument(DocflowEntry Entry, EntryDocument Document, KeptContent? Content, IReadOnlyList<EntrySignature> Signatures);
