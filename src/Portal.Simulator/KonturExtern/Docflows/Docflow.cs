namespace Portal.Simulator.KonturExtern.Docflows;

/// <summary>A docflow as kept (drafts contract 5.2). Documents are oldest first here, newest first on the wire.</summary>
internal sealed record Docflow(
    Guid Id, Guid AccountId, Guid OrganizationId, Guid OwnerId, string Type, string Status, string SuccessState, DocflowDescription Description,
    IReadOnlyList<DocflowDocument> Documents, DateTimeOffset CreatedAt, DateTimeOffset LastChange)
{
    public const string FnsReport = "fns534-report";
    public const string FnsInventory = "fns534-inventory";
    public const string FnsDemand = "fns534-demand";

    /// <summary>The table that the docflow walks, where the type alone does not say it.</summary>
    public string? PlanName { get; init; }

    /// <summary>Whom it is about, INN-KPP or INN; not every description names it.</summary>
    public string? PayerInnKpp { get; init; }

    /// <summary>What the state body does next, and when on the simulator's clock; a step without a time comes by a control only.</summary>
    public string? NextStep { get; init; }

    public DateTimeOffset? NextDueAt { get; init; }

    public string Payer => PayerInnKpp ?? Description.PayerInn ?? Description.SenderInn ?? Description.RecipientInn ?? "";

    /// <summary>Code of the state body; the social fund's reports may name none.</summary>
    public string Body => Description.Recipient ?? Description.Cu ?? "";

    /// <summary>Whom the state body encrypts its answers for (DER).</summary>
    public byte[]? SenderCertificate { get; init; }

    /// <summary>Forms that it is about; a demand has several.</summary>
    public IReadOnlyList<FormVersion> Forms => Description.FormVersion is { } form ? [form] : Description.FormVersions ?? [];

    public DocflowDocument? FindDocument(Guid id) => Documents.FirstOrDefault(document => document.Id == id);

    public Docflow With(DocflowDocument added, DateTimeOffset at) => this with { Documents = [.. Documents, added], LastChange = at };

    public Docflow Replaced(DocflowDocument changed) =>
        this with { Documents = [.. Documents.Select(document => document.Id == changed.Id ? changed : document)] };
}

/// <summary>A document of a docflow (drafts contract 5.2).</summary>
internal sealed record DocflowDocument(
    Guid Id, string Type, string Filename, string ContentType, DateTimeOffset SendDate, IReadOnlyList<DocflowContent> Contents, IReadOnlyList<DocflowSignature> Signatures)
{
    /// <summary>Last segments of the replies that are awaited; a demand awaits one of two.</summary>
    public IReadOnlyList<string> Replies { get; init; } = [];

    /// <summary>The type of the document that the user answers with this one.</summary>
    public string? Answers { get; init; }

    public DocumentRequisites Requisites { get; init; } = new();

    /// <summary>Docflows that answer this document; null for documents that nothing answers.</summary>
    public int? RelatedDocflowsCount { get; init; }

    public bool SupportRecognition { get; init; }

    public long? DecryptedSize { get; init; }

    public long? EncryptedSize { get; init; }

    /// <summary>Serial numbers of the certificates whose keys decrypt.</summary>
    public IReadOnlyList<string> EncryptedFor { get; init; } = [];
}

internal sealed record DocflowContent(Guid ContentId, bool Encrypted, bool Compressed);

internal sealed record DocflowSignature(Guid Id, string Title, string? Thumbprint, string SignerType, byte[] Bytes);
