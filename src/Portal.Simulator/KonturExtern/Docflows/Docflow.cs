namespace Portal.Simulator.KonturExtern.Docflows;

/// <summary>A docflow as kept (drafts contract 5.2). Documents are oldest first here, newest first on the wire.</summary>
internal sealed record Docflow(
    Guid Id, Guid AccountId, Guid OrganizationId, Guid OwnerId, string Type, string Status, string SuccessState, ReportDescription Description,
    IReadOnlyList<DocflowDocument> Documents, DateTimeOffset CreatedAt, DateTimeOffset LastChange)
{
    public const string FnsReport = "fns534-report";

    /// <summary>What the state body does next, and when on the simulator's clock.</summary>
    public string? NextStep { get; init; }

    public DateTimeOffset? NextDueAt { get; init; }

    /// <summary>Due times of the steps after the next one.</summary>
    public IReadOnlyList<DateTimeOffset> LaterDueAt { get; init; } = [];

    public DocflowDocument? FindDocument(Guid id) => Documents.FirstOrDefault(document => document.Id == id);

    public Docflow With(DocflowDocument added, DateTimeOffset at) => this with { Documents = [.. Documents, added], LastChange = at };

    public Docflow Replaced(DocflowDocument changed) =>
        this with { Documents = [.. Documents.Select(document => document.Id == changed.Id ? changed : document)] };
}

/// <summary>Description of a report docflow (drafts contract 5.5).</summary>
internal sealed record ReportDescription(
    FormVersion FormVersion, string Recipient, string FinalRecipient, int CorrectionNumber, string? PeriodBegin, string? PeriodEnd, string? PeriodCode,
    string PayerInn, string? ReportInn, string? ReportKpp, string? Oktmo, Guid? OriginalDraftId);

internal sealed record FormVersion(string Knd, string? Okud, string Version, string FormFullname, string FormShortname);

/// <summary>A document of a docflow (drafts contract 5.2).</summary>
internal sealed record DocflowDocument(
    Guid Id, string Type, string Filename, string ContentType, DateTimeOffset SendDate, IReadOnlyList<DocflowContent> Contents, IReadOnlyList<DocflowSignature> Signatures)
{
    /// <summary>Last segment of the reply that is awaited; null when there is none.</summary>
    public string? Reply { get; init; }

    /// <summary>The plain bytes behind an encrypted document: the simulated cloud decryption reads them, no client does.</summary>
    public Guid? PlainContentId { get; init; }

    public long? DecryptedSize { get; init; }

    public long? EncryptedSize { get; init; }

    /// <summary>Serial numbers of the certificates whose keys decrypt.</summary>
    public IReadOnlyList<string> EncryptedFor { get; init; } = [];
}

internal sealed record DocflowContent(Guid ContentId, bool Encrypted, bool Compressed);

internal sealed record DocflowSignature(Guid Id, string Title, string? Thumbprint, string SignerType, byte[] Bytes);
