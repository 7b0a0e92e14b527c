namespace Portal.Integrations.KonturExtern;

/// <summary>What a draft's document is made of (contract drafts 1.5).</summary>
public sealed record DocumentRequest(Guid? ContentId, DocumentRequestDescription? Description = null, string? Signature = null);

/// <summary>The description in a request; the type is needed where the service cannot guess.</summary>
public sealed record DocumentRequestDescription
{
    /// <summary>Document URN.</summary>
    public Urn? Type { get; init; }

    /// <summary>FNS names must equal ИдФайл inside the XML.</summary>
    public string? Filename { get; init; }

    /// <summary>E.g. <c>application/xml</c>.</summary>
    public string? ContentType { get; init; }

    /// <summary>The name the person gave the file.</summary>
    public string? OriginalFilename { get; init; }

    /// <summary>The client has encrypted the file.</summary>
    public bool? IsDocumentEncrypted { get; init; }
}

/// <summary>A draft's document (contract drafts 1.5).</summary>
public sealed record DraftDocument
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; }

    /// <summary>Description.</summary>
    public DraftDocumentDescription? Description { get; init; }

    /// <summary>One entry after adding, a second, encrypted one after preparing.</summary>
    public IReadOnlyList<DraftDocumentContent> Contents { get; init => field = value ?? []; } = [];

    /// <summary>Signatures, empty when there are none.</summary>
    public IReadOnlyList<DocumentSignature> Signatures { get; init => field = value ?? []; } = [];

    /// <summary>MVD: the content to sign.</summary>
    public Guid? DataToSignContentId { get; init; }
}

/// <summary>The description in an answer.</summary>
public sealed record DraftDocumentDescription
{
    /// <summary>Document URN; empty when it was not given.</summary>
    public Urn Type { get; init; }

    /// <summary>File name.</summary>
    public string? Filename { get; init; }

    /// <summary>Media type.</summary>
    public string? ContentType { get; init; }

    /// <summary>What the service recognised: <c>КНД</c>, <c>FormName</c>, <c>CorrectionNumber</c>, <c>Period</c>… (contract drafts 1.5); values may be null.</summary>
    public IReadOnlyDictionary<string, string?> Properties { get; init => field = value ?? Empty; } = Empty;

    private static IReadOnlyDictionary<string, string?> Empty { get; } = new Dictionary<string, string?>();
}

/// <summary>A content of a draft's document.</summary>
public sealed record DraftDocumentContent(Guid ContentId, bool Encrypted);

/// <summary>A signature, of a draft's or a docflow's document (contract drafts 1.6).</summary>
public sealed record DocumentSignature
{
    /// <summary>Id; its bytes are read apart.</summary>
    public Guid Id { get; init; }

    /// <summary>Who signed, in words.</summary>
    public string? Title { get; init; }

    /// <summary>Hex, upper-case.</summary>
    public string? SignatureCertificateThumbprint { get; init; }

    /// <summary>Link to the bytes.</summary>
    public Link? ContentLink { get; init; }

    /// <summary>See <see cref="SignerTypes"/>.</summary>
    public Word SignerType { get; init; }
}

/// <summary>A signature to add (contract drafts 1.6): CMS as base64.</summary>
public sealed record SignatureRequest(byte[] Base64Content, bool IsThirdPartySignature = false);

/// <summary>Kinds of signers (contract drafts 1.6).</summary>
public static class SignerTypes
{
    /// <summary>Представитель организации.</summary>
    public static readonly Word OrganizationRepresentative = new("organization-representative");

    /// <summary>Третье лицо.</summary>
    public static readonly Word ThirdPartyRepresentative = new("third-party-representative");

    /// <summary>Оператор.</summary>
    public static readonly Word ProviderRepresentative = new("provider-representative");

    /// <summary>Инспекция.</summary>
    public static readonly Word CuRepresentative = new("cu-representative");

    /// <summary>Конечная инспекция.</summary>
    public static readonly Word CuLocalRepresentative = new("cu-local-representative");
}
