using Portal.Simulator.KonturExtern.CloudSigning;
using Portal.Simulator.KonturExtern.DraftsBuilders;

namespace Portal.Simulator.KonturExtern.Drafts;

/// <summary>A draft as kept (drafts contract 1.4). <see cref="Status"/> holds the settled statuses; the "in progress" ones follow from a running task.</summary>
internal sealed record ExternDraft(
    Guid Id, Guid AccountId, Guid OwnerId, DraftMeta Meta, string Status, IReadOnlyList<DraftDocument> Documents, Guid? DocflowId, DateTimeOffset CreatedAt)
{
    public DraftDocument? FindDocument(Guid id) => Documents.FirstOrDefault(document => document.Id == id);

    /// <summary>One document added or replaced; the draft is new again and nothing is prepared (drafts contract G26).</summary>
    public ExternDraft With(DraftDocument changed) => (FindDocument(changed.Id) is null
        ? this with { Documents = [.. Documents, changed] }
        : this with { Documents = [.. Documents.Select(document => document.Id == changed.Id ? changed : document)] }).Renewed();

    public ExternDraft Without(Guid documentId) => (this with { Documents = [.. Documents.Where(document => document.Id != documentId)] }).Renewed();

    public ExternDraft Renewed() => this with
    {
        Status = DraftStatus.New,
        Documents = [.. Documents.Select(document => document with { EncryptedContentId = null, EncryptedFor = [] })],
    };
}

/// <summary>Draft statuses (drafts contract 1.1) in their wire spelling.</summary>
internal static class DraftStatus
{
    public const string New = "new";
    public const string Checked = "checked";
    public const string ReadyToSend = "ready-to-send";
    public const string Sent = "sent";
    public const string TransferredToWeb = "transferred-to-web";
}

/// <summary>A document of a draft (drafts contract 1.5).</summary>
internal sealed record DraftDocument(
    Guid Id, string? Type, string? Filename, string? ContentType, IReadOnlyDictionary<string, string?> Properties, Guid? ContentId, Guid? EncryptedContentId,
    IReadOnlyList<DraftSignature> Signatures)
{
    /// <summary>Serial numbers of the certificates whose keys open the encrypted content.</summary>
    public IReadOnlyList<string> EncryptedFor { get; init; } = [];

    /// <summary>What is signed instead of the file (the ministry of the interior).</summary>
    public Guid? DataToSignContentId { get; init; }

    /// <summary>Where a drafts builder took it from.</summary>
    public OriginalDraftsBuilder? OriginalDraftsBuilder { get; init; }
}

/// <summary>File and document of the builder that made a draft document (drafts contract 1.5).</summary>
internal sealed record OriginalDraftsBuilder(Guid FileId, Guid DocumentId);

/// <summary>A signature of a draft document (drafts contract 1.6).</summary>
internal sealed record DraftSignature(Guid Id, byte[] Bytes, string? Thumbprint, bool IsThirdParty);

/// <summary>A long-running task (drafts contract 0.7). What it found is kept; links are written when it is read.</summary>
internal sealed record ApiTask(
    Guid Id, Guid AccountId, Guid DraftId, string Type, string State, Guid UserId, DateTimeOffset StartedAt, DateTimeOffset DueAt)
{
    public const string Running = "running";
    public const string Succeed = "succeed";
    public const string Failed = "failed";
    public const string Check = "check";
    public const string Prepare = "prepare";
    public const string Send = "send";
    public const string Sign = "initDraftSignOperation";
    public const string SignReply = "initReplySignOperation";
    public const string Decrypt = "initDocumentDecryptionOperation";
    public const string Print = "print";
    public const string DocflowPrint = "docflowPrint";
    public const string Build = "draftBuilderBuild";
    public const string Change = "draftBuilderChange";

    /// <summary>Chosen when a send starts, so that a send finished after a restart makes the same docflow.</summary>
    public Guid? DocflowId { get; init; }

    public CheckReport? Report { get; init; }

    public string? PrepareStatus { get; init; }

    public TaskError? Error { get; init; }

    /// <summary>Operation status of a crypto task (drafts contract 2.4).</summary>
    public string? Progress { get; init; }

    public IReadOnlyList<SignedFile> Files { get; init; } = [];

    /// <summary>The document that is printed or decrypted.</summary>
    public Guid? DocumentId { get; init; }

    /// <summary>What is printed; when the task has succeeded, what was made of it.</summary>
    public Guid? ContentId { get; init; }

    /// <summary>What a builder's task came to.</summary>
    public BuildOutcome? Built { get; init; }

    public bool IsRunning => State == Running;

    /// <summary>Ends when its owner answers on the phone, not by itself.</summary>
    public bool IsConfirmation => Type is Sign or SignReply or Decrypt;

    /// <summary>Works on the draft as a whole and locks it (drafts contract 0.6).</summary>
    public bool IsDraftOperation => Type is Check or Prepare or Send;

    public bool IsPrint => Type is Print or DocflowPrint;
}

internal sealed record TaskError(string Id, int StatusCode, string Message);

/// <summary>What a check found (drafts contract 1.8).</summary>
internal sealed record CheckReport(IReadOnlyDictionary<Guid, IReadOnlyList<CheckError>> DocumentsErrors, IReadOnlyList<CheckError> CommonErrors)
{
    public bool HasErrors => All.Any(error => error.Level == CheckError.Error);

    public bool HasWarnings => All.Any(error => error.Level == CheckError.Warning);

    private IEnumerable<CheckError> All => CommonErrors.Concat(DocumentsErrors.Values.SelectMany(list => list));
}

internal sealed record CheckError(string Id, string Type, string Level, string Source, string Tags, string Description)
{
    public const string Error = "Error";
    public const string Warning = "Warning";
}
