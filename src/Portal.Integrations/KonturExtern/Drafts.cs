using System.Text.Json.Nodes;
using Portal.Integrations.Http;
using Refit;

namespace Portal.Integrations.KonturExtern;

/// <summary>
/// Drafts (contract drafts 1.2, 2). Throws <see cref="VendorException"/>; Conflict means a lock (0.6). Send, check and prepare are always deferred;
/// a POST is never repeated by the client.
/// </summary>
public interface IExternDraftsApi
{
    /// <summary>Creates a draft.</summary>
    [Post("/v1/{accountId}/drafts")]
    Task<Draft> CreateAsync([Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, [Body] DraftMetaRequest meta, CancellationToken ct = default);

    /// <summary>A draft; NotFound.</summary>
    [Get("/v1/{accountId}/drafts/{draftId}")]
    Task<Draft> GetAsync([Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, Guid draftId, CancellationToken ct = default);

    /// <summary>Deletes a draft.</summary>
    [Delete("/v1/{accountId}/drafts/{draftId}")]
    Task DeleteAsync([Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, Guid draftId, CancellationToken ct = default);

    /// <summary>Replaces the meta; the draft is new again.</summary>
    [Put("/v1/{accountId}/drafts/{draftId}/meta")]
    Task<DraftMeta> PutMetaAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, Guid draftId, [Body] DraftMetaRequest meta, CancellationToken ct = default);

    /// <summary>Creates or replaces a document under an id made by the client.</summary>
    [Put("/v1/{accountId}/drafts/{draftId}/documents/{documentId}")]
    Task<DraftDocument> PutDocumentAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, Guid draftId, Guid documentId, [Body] DocumentRequest document, CancellationToken ct = default);

    /// <summary>Lets the service make a document from a contract of our own (1.7); Rejected when a field is wrong. The body is the contract's JSON itself.</summary>
    [Post("/v1/{accountId}/drafts/{draftId}/build-document")]
    Task<DraftDocument> BuildDocumentAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session,
        Guid accountId,
        Guid draftId,
        [Query] string type,
        [Query] string version,
        [Body] JsonObject contract,
        CancellationToken ct = default);

    /// <summary>A document with its signatures.</summary>
    [Get("/v1/{accountId}/drafts/{draftId}/documents/{documentId}")]
    Task<DraftDocument> GetDocumentAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, Guid draftId, Guid documentId, CancellationToken ct = default);

    /// <summary>Deletes a document.</summary>
    [Delete("/v1/{accountId}/drafts/{draftId}/documents/{documentId}")]
    Task DeleteDocumentAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, Guid draftId, Guid documentId, CancellationToken ct = default);

    /// <summary>
    /// Starts a print form (1.7); its task is read at the document. Rejected with <see cref="ExternErrors.DocumentPrintUnsupported"/> where there is none,
    /// Conflict while the same document is being printed.
    /// </summary>
    [Get("/v1/{accountId}/drafts/{draftId}/documents/{documentId}/print")]
    Task<ExternTask> PrintAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, Guid draftId, Guid documentId, [Query] bool deferred = true, CancellationToken ct = default);

    /// <summary>A print task of a document; poll every 5 s.</summary>
    [Get("/v1/{accountId}/drafts/{draftId}/documents/{documentId}/tasks/{taskId}")]
    Task<ExternTask> GetDocumentTaskAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, Guid draftId, Guid documentId, Guid taskId, CancellationToken ct = default);

    /// <summary>The bytes of a signature (a JSON base64 string on the wire).</summary>
    [Get("/v1/{accountId}/drafts/{draftId}/documents/{documentId}/signatures/{signatureId}/content")]
    Task<Base64Text> GetSignatureContentAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, Guid draftId, Guid documentId, Guid signatureId, CancellationToken ct = default);

    /// <summary>Puts a signature under an id made by the client: the same one twice is one signature (contract drafts 1.2, 1.6). Bytes are judged by prepare.</summary>
    [Put("/v1/{accountId}/drafts/{draftId}/documents/{documentId}/signatures/{signatureId}")]
    Task<DocumentSignature> PutSignatureAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, Guid draftId, Guid documentId, Guid signatureId, [Body] SignatureRequest signature,
        CancellationToken ct = default);

    /// <summary>Adds a signature to a document (1.6); its bytes are looked at only when the draft is prepared.</summary>
    [Post("/v1/{accountId}/drafts/{draftId}/documents/{documentId}/signatures")]
    Task<DocumentSignature> AddSignatureAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session,
        Guid accountId,
        Guid draftId,
        Guid documentId,
        [Body] SignatureRequest signature,
        CancellationToken ct = default);

    /// <summary>Starts a check.</summary>
    [Post("/v1/{accountId}/drafts/{draftId}/check")]
    Task<ExternTask> CheckAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, Guid draftId, [Query] bool deferred = true, CancellationToken ct = default);

    /// <summary>Starts the preparation; Rejected with <see cref="ExternErrors.SignatureNotFound"/> while a document is unsigned.</summary>
    [Post("/v1/{accountId}/drafts/{draftId}/prepare")]
    Task<ExternTask> PrepareAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, Guid draftId, [Query] bool deferred = true, CancellationToken ct = default);

    /// <summary>Starts sending. Irreversible: write the intent first, and settle an unclear end by <see cref="GetAsync"/> and <see cref="ListTasksAsync"/>.</summary>
    [Post("/v1/{accountId}/drafts/{draftId}/send")]
    Task<ExternTask> SendAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session,
        Guid accountId,
        Guid draftId,
        [Query] bool deferred = true,
        [Query] bool force = false,
        [Property(AnswerTrace.Name)] AnswerTrace? trace = null,
        CancellationToken ct = default);

    /// <summary>A page of the draft's tasks.</summary>
    [Get("/v1/{accountId}/drafts/{draftId}/tasks")]
    Task<ExternTaskPage> ListTasksAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session,
        Guid accountId,
        Guid draftId,
        [Query] int skip = 0,
        [Query] int take = 100,
        [Query] bool? includeReleased = null,
        CancellationToken ct = default);

    /// <summary>A task of the draft; poll every 5 s.</summary>
    [Get("/v1/{accountId}/drafts/{draftId}/tasks/{taskId}")]
    Task<ExternTask> GetTaskAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, Guid draftId, Guid taskId, CancellationToken ct = default);

    /// <summary>Begins signing of all documents with the sender's cloud certificate (2.2); a repeat starts a new request and a new SMS.</summary>
    [Post("/v1/{accountId}/drafts/{draftId}/cloud-sign")]
    Task<SignInitResult> CloudSignAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, Guid draftId, CancellationToken ct = default);

    /// <summary>Confirms with the code of the SMS (2.3); any Rejected means "ask again or start anew", the text says what (G1).</summary>
    [Post("/v1/{accountId}/drafts/{draftId}/cloud-sign-confirm")]
    Task<SignResult> ConfirmCloudSignAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, Guid draftId, [Query] string requestId, [Query] string code, CancellationToken ct = default);
}

/// <summary>Statuses of a draft (contract drafts 1.1), in any spelling.</summary>
public static class DraftStatuses
{
    /// <summary>Fresh or modified.</summary>
    public static readonly Word New = new("new");

    /// <summary>A check runs.</summary>
    public static readonly Word CheckInProgress = new("check-in-progress");

    /// <summary>Checked.</summary>
    public static readonly Word Checked = new("checked");

    /// <summary>A preparation runs.</summary>
    public static readonly Word PrepareInProgress = new("prepare-in-progress");

    /// <summary>Prepared.</summary>
    public static readonly Word ReadyToSend = new("ready-to-send");

    /// <summary>Sending runs.</summary>
    public static readonly Word SendInProgress = new("send-in-progress");

    /// <summary>The docflow exists.</summary>
    public static readonly Word Sent = new("sent");

    /// <summary>Moved to the web product, frozen here (also spelled TransferedToWeb: see <see cref="IsTransferredToWeb"/>).</summary>
    public static readonly Word TransferredToWeb = new("transferred-to-web");

    /// <summary>Sent from the web product.</summary>
    public static readonly Word SentViaWeb = new("sent-via-web");

    private static readonly Word TransferedToWeb = new("transfered-to-web");

    /// <summary>Both spellings.</summary>
    public static bool IsTransferredToWeb(Word status) => status == TransferredToWeb || status == TransferedToWeb;
}

/// <summary>A draft (contract drafts 1.4).</summary>
public sealed record Draft
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; }

    /// <summary>The created docflow's id, where sent; the sure way is <see cref="Docflows"/>.</summary>
    public string? DocflowId { get; init; }

    /// <summary>Empty until sent; then links of relation <c>docflow</c>.</summary>
    public IReadOnlyList<Link> Docflows { get; init => field = value ?? []; } = [];

    /// <summary>One link per document.</summary>
    public IReadOnlyList<Link> Documents { get; init => field = value ?? []; } = [];

    /// <summary>Meta.</summary>
    public DraftMeta? Meta { get; init; }

    /// <summary>See <see cref="DraftStatuses"/>.</summary>
    public Word Status { get; init; }

    /// <summary>Links.</summary>
    public IReadOnlyList<Link> Links { get; init => field = value ?? []; } = [];
}
