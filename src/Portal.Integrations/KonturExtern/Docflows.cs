using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Integrations.Http;
using Refit;

namespace Portal.Integrations.KonturExtern;

/// <summary>Docflows (contract drafts section 5). Throws <see cref="VendorException"/>.</summary>
public interface IExternDocflowsApi
{
    /// <summary>A page. Always give <c>skip</c>, <c>take</c>, a date bound and <c>orderBy</c> (G16); without a type some types are left out (5.1).</summary>
    [Get("/v1/{accountId}/docflows")]
    Task<DocflowPage> ListAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, [Query] DocflowFilter filter, CancellationToken ct = default);

    /// <summary>A docflow with its documents; NotFound.</summary>
    [Get("/v1/{accountId}/docflows/{docflowId}")]
    Task<Docflow> GetAsync([Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, Guid docflowId, CancellationToken ct = default);

    /// <summary>Its documents.</summary>
    [Get("/v1/{accountId}/docflows/{docflowId}/documents")]
    Task<IReadOnlyList<DocflowDocument>> ListDocumentsAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, Guid docflowId, CancellationToken ct = default);

    /// <summary>The inventories that answer an attachment of a demand; found here for certain, in lists perhaps (5.1).</summary>
    [Get("/v1/{accountId}/docflows/{docflowId}/documents/{documentId}/inventories")]
    Task<DocflowPage> ListInventoriesAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, Guid docflowId, Guid documentId, [Query] DocflowFilter filter, CancellationToken ct = default);

    /// <summary>One document.</summary>
    [Get("/v1/{accountId}/docflows/{docflowId}/documents/{documentId}")]
    Task<DocflowDocument> GetDocumentAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, Guid docflowId, Guid documentId, CancellationToken ct = default);

    /// <summary>The signatures of a document.</summary>
    [Get("/v1/{accountId}/docflows/{docflowId}/documents/{documentId}/signatures")]
    Task<IReadOnlyList<DocumentSignature>> ListSignaturesAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, Guid docflowId, Guid documentId, CancellationToken ct = default);

    /// <summary>The bytes of a signature (a JSON base64 string on the wire).</summary>
    [Get("/v1/{accountId}/docflows/{docflowId}/documents/{documentId}/signatures/{signatureId}/content")]
    Task<Base64Text> GetSignatureContentAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, Guid docflowId, Guid documentId, Guid signatureId, CancellationToken ct = default);

    /// <summary>
    /// Starts a print form from decrypted bytes (5.7), with the docflow's stamps; rejected with <see cref="ExternErrors.DocumentPrintUnsupported"/> where there is none.
    /// </summary>
    [Post("/v1/{accountId}/docflows/{docflowId}/documents/{documentId}/print")]
    Task<ExternTask> PrintAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, Guid docflowId, Guid documentId, [Body] ContentIdBody content, [Query] bool deferred = true,
        CancellationToken ct = default);

    /// <summary>
    /// Begins a cloud decryption (5.10); always confirmed by the person. Unsafe: an SMS or a push goes out. Conflict while another decryption of the docflow is under way.
    /// </summary>
    [Post("/v1/{accountId}/docflows/{docflowId}/documents/{documentId}/decrypt-content")]
    Task<DecryptInitResult> DecryptAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, Guid docflowId, Guid documentId, [Body] DecryptionCertificate certificate,
        [Query] bool unzipIfCan = true, CancellationToken ct = default);

    /// <summary>Sends the code of a decryption, once. NotFound for an unknown request.</summary>
    [Post("/v1/{accountId}/docflows/{docflowId}/documents/{documentId}/confirm-content-decryption")]
    Task<ContentIdBody> ConfirmDecryptionAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, Guid docflowId, Guid documentId, [Query] string requestId, [Query] string code,
        [Query] bool unzip = true, CancellationToken ct = default);

    /// <summary>Checks a decrypted demand with its attachments (5.9); changes nothing.</summary>
    [Post("/v1/{accountId}/docflows/{docflowId}/check-demand")]
    Task<DemandCheckResult> CheckDemandAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, Guid docflowId, [Body] DemandContents contents, CancellationToken ct = default);

    /// <summary>A print or decryption task of a document; poll every 5 s.</summary>
    [Get("/v1/{accountId}/docflows/{docflowId}/documents/{documentId}/tasks/{taskId}")]
    Task<ExternTask> GetDocumentTaskAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, Guid docflowId, Guid documentId, Guid taskId, CancellationToken ct = default);
}

/// <summary>Bytes in the contents service: to print (5.7), or decrypted ones (5.10).</summary>
public sealed record ContentIdBody(Guid ContentId);

/// <summary>The decrypted bytes of a demand (contract drafts 5.9).</summary>
public sealed record DemandContents(Guid DecryptedDemandContentId, IReadOnlyList<DemandAttachment> DecryptedAttachments);

/// <summary>The decrypted bytes of one of its attachments: the document and its content.</summary>
public sealed record DemandAttachment(Guid Id, Guid ContentId);

/// <summary>What the check found (contract drafts 5.9).</summary>
public sealed record DemandCheckResult
{
    /// <summary>Whether it may be refused.</summary>
    public bool HasErrors { get; init; }

    /// <summary>For what.</summary>
    public IReadOnlyList<string> ErrorCodes { get; init => field = value ?? []; } = [];
}

/// <summary>The certificate that decrypts: DER as base64 (contract drafts 5.10).</summary>
public sealed record DecryptionCertificate(string Content);

/// <summary>The answer of <c>decrypt-content</c> (contract drafts 5.10): a request for a code, or the task of MyDSS under either of its names.</summary>
public sealed record DecryptInitResult
{
    /// <summary>SMS: opaque id of the request.</summary>
    public string? RequestId { get; init; }

    /// <summary>MyDSS: the task to poll.</summary>
    public Guid? TaskId { get; init; }

    /// <summary>The same under its older name.</summary>
    public Guid? DecryptionTaskId { get; init; }

    /// <summary>See <see cref="ConfirmTypes"/>.</summary>
    public Word ConfirmType { get; init; }
}

/// <summary>The filter of the list (contract drafts 5.1); types and states by their last URN segment.</summary>
public sealed record DocflowFilter
{
    /// <summary>Records to skip.</summary>
    public long Skip { get; init; }

    /// <summary>Records to return, at most 1000.</summary>
    public int Take { get; init; } = 100;

    /// <summary>Finished or unfinished only.</summary>
    public bool? Finished { get; init; }

    /// <summary>Incoming or outgoing only.</summary>
    public bool? Incoming { get; init; }

    /// <summary>Payer: INN-KPP, or an INN of 12 digits.</summary>
    public string? InnKpp { get; init; }

    /// <summary>Organisation.</summary>
    public Guid? OrgId { get; init; }

    /// <summary>By creation, or by change when a bound of change is given.</summary>
    public DocflowOrder? OrderBy { get; init; }

    /// <summary>Changed since.</summary>
    public DateTimeOffset? UpdatedFrom { get; init; }

    /// <summary>Changed until.</summary>
    public DateTimeOffset? UpdatedTo { get; init; }

    /// <summary>Created since.</summary>
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Created until.</summary>
    public DateTimeOffset? CreatedTo { get; init; }

    /// <summary>Types by last segment, e.g. <c>fns534-report</c> (<see cref="Urn.LastSegment"/>).</summary>
    [Query(CollectionFormat.Multi)]
    public IReadOnlyList<string>? Type { get; init; }

    /// <summary>Success state by last segment, e.g. <c>successful</c>.</summary>
    public string? SuccessState { get; init; }

    /// <summary>Form code, 7 digits.</summary>
    public string? Knd { get; init; }

    /// <summary>Controlling unit.</summary>
    public string? Cu { get; init; }

    /// <summary>Name of the form.</summary>
    public string? FormName { get; init; }

    /// <summary>Of all users of the account; administrators only.</summary>
    public bool? ForAllUsers { get; init; }
}

/// <summary>The order of the list (contract drafts 5.1).</summary>
public enum DocflowOrder
{
    /// <summary>Oldest first.</summary>
    Ascending,

    /// <summary>Newest first.</summary>
    Descending,

    /// <summary>Any.</summary>
    Unspecified,
}

/// <summary>A page of docflows, without documents (contract drafts 5.1).</summary>
public sealed record DocflowPage
{
    /// <summary>Skipped.</summary>
    public long Skip { get; init; }

    /// <summary>Asked for.</summary>
    public long Take { get; init; }

    /// <summary>All there are.</summary>
    public long TotalCount { get; init; }

    /// <summary>The page; the vendor's name is singular. An answer without it is no list: taken for an empty one, it would say that everything is gone.</summary>
    [JsonRequired]
    public IReadOnlyList<Docflow> DocflowsPageItem { get; init => field = value ?? throw new JsonException("A page without items."); } = [];
}

/// <summary>A docflow, документооборот (contract drafts 5.2).</summary>
public sealed record Docflow
{
    /// <summary>Id; an answer without it names nothing.</summary>
    [JsonRequired]
    public Guid Id { get; init; }

    /// <summary>Organisation.</summary>
    public Guid? OrganizationId { get; init; }

    /// <summary>See <see cref="DocflowTypes"/>; others are kept.</summary>
    public Urn Type { get; init; }

    /// <summary>See <see cref="DocflowCommonStatuses"/>; others are kept.</summary>
    public Urn Status { get; init; }

    /// <summary>See <see cref="DocflowStates"/>; empty for types without a state.</summary>
    public Urn SuccessState { get; init; }

    /// <summary>By type (5.5); see <see cref="AsFnsReport"/>.</summary>
    public JsonElement Description { get; init; }

    /// <summary>Absent in lists.</summary>
    public IReadOnlyList<DocflowDocument> Documents { get; init => field = value ?? []; } = [];

    /// <summary>Links; relation <c>reply</c> for each pending reply.</summary>
    public IReadOnlyList<Link> Links { get; init => field = value ?? []; } = [];

    /// <summary>When sent: Moscow time on the wire, hence offset +03:00.</summary>
    [JsonConverter(typeof(MoscowInstantConverter))]
    public DateTimeOffset? SendDate { get; init; }

    /// <summary>When changed, UTC.</summary>
    public DateTimeOffset? LastChangeDate { get; init; }

    /// <summary>The description of a tax report; null for other types and unreadable ones.</summary>
    public FnsReportDescription? AsFnsReport() => Type == DocflowTypes.Fns534Report ? FnsReportDescription.Read(Description) : null;
}
