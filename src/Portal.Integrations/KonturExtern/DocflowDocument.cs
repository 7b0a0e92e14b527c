using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Integrations.KonturExtern;

/// <summary>A document of a docflow (contract drafts 5.2).</summary>
public sealed record DocflowDocument
{
    /// <summary>Id; an answer without it names nothing.</summary>
    [JsonRequired]
    public Guid Id { get; init; }

    /// <summary>Description.</summary>
    public DocflowDocumentDescription? Description { get; init; }

    /// <summary>Where its bytes are.</summary>
    public DocflowDocumentContents? Content { get; init; }

    /// <summary>When sent, UTC.</summary>
    public DateTimeOffset? SendDate { get; init; }

    /// <summary>Signatures.</summary>
    public IReadOnlyList<DocumentSignature> Signatures { get; init => field = value ?? []; } = [];

    /// <summary>Links.</summary>
    public IReadOnlyList<Link> Links { get; init => field = value ?? []; } = [];
}

/// <summary>The description of a docflow's document (contract drafts 5.2); sizes in bytes.</summary>
public sealed record DocflowDocumentDescription
{
    /// <summary>Document URN (5.6).</summary>
    public Urn Type { get; init; }

    /// <summary>File name.</summary>
    public string? Filename { get; init; }

    /// <summary>Media type.</summary>
    public string? ContentType { get; init; }

    /// <summary>Size when decrypted.</summary>
    public long? DecryptedContentSize { get; init; }

    /// <summary>Size when encrypted.</summary>
    public long? EncryptedContentSize { get; init; }

    /// <summary>A zip with one file.</summary>
    public bool Compressed { get; init; }

    /// <summary>By document type.</summary>
    public JsonElement? Requisites { get; init; }

    /// <summary>Whose keys can decrypt.</summary>
    public IReadOnlyList<EncryptedCertificate> EncryptedCertificates { get; init => field = value ?? []; } = [];

    /// <summary>Whether it prints; null when unknown.</summary>
    public bool? SupportPrint { get; init; }
}

/// <summary>A certificate able to decrypt: serial number, hex.</summary>
public sealed record EncryptedCertificate(string? SerialNumber);

/// <summary>The contents of a docflow's document (contract drafts 5.2).</summary>
public sealed record DocflowDocumentContents
{
    /// <summary>Deprecated endpoint of the decrypted bytes.</summary>
    public Link? Decrypted { get; init; }

    /// <summary>Deprecated endpoint of the encrypted bytes.</summary>
    public Link? Encrypted { get; init; }

    /// <summary>The entries in the contents service; <c>docflow-document-contents</c> on the wire.</summary>
    [JsonPropertyName("docflow-document-contents")]
    public IReadOnlyList<DocflowDocumentContent> Entries { get; init => field = value ?? []; } = [];
}

/// <summary>One entry in the contents service; compression is <c>none</c>, <c>zip</c> or <c>gzip</c>.</summary>
public sealed record DocflowDocumentContent(Guid ContentId, bool Encrypted, bool Compressed, Word CompressionType);
