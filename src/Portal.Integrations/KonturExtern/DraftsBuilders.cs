using System.Text.Json.Serialization;
using Portal.Integrations.Http;
using Refit;

namespace Portal.Integrations.KonturExtern;

/// <summary>Builders: files in, drafts with their inventory out (contract drafts 4). Throws <see cref="VendorException"/>.</summary>
public interface IExternDraftsBuildersApi
{
    /// <summary>Creates a builder.</summary>
    [Post("/v1/{accountId}/drafts/builders")]
    Task<DraftsBuilder> CreateAsync([Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, [Body] DraftsBuilderRequest builder, CancellationToken ct = default);

    /// <summary>Adds a document to it.</summary>
    [Post("/v1/{accountId}/drafts/builders/{builderId}/documents")]
    Task<DraftsBuilderPart> AddDocumentAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, Guid builderId, [Body] BuilderDocumentRequest document, CancellationToken ct = default);

    /// <summary>Adds a file, by its content, to a document.</summary>
    [Post("/v1/{accountId}/drafts/builders/{builderId}/documents/{documentId}/files")]
    Task<DraftsBuilderPart> AddFileAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, Guid builderId, Guid documentId, [Body] BuilderFileRequest file, CancellationToken ct = default);

    /// <summary>Starts the building; bad documents are left out and named in the result.</summary>
    [Post("/v1/{accountId}/drafts/builders/{builderId}/build")]
    Task<ExternTask> BuildAsync([Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, Guid builderId, [Query] bool deferred = true, CancellationToken ct = default);

    /// <summary>Its task; see <see cref="ExternTask.AsBuilt"/>.</summary>
    [Get("/v1/{accountId}/drafts/builders/{builderId}/tasks/{taskId}")]
    Task<ExternTask> GetTaskAsync([Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, Guid builderId, Guid taskId, CancellationToken ct = default);
}

/// <summary>What a builder is created of; the type stands before its data (7.6).</summary>
public sealed record DraftsBuilderRequest(DraftSender Sender, DraftPayer Payer, DraftRecipient Recipient, Urn BuilderType, InventoryData BuilderData, DraftOptions? DraftOptions = null)
{
    /// <summary>Answers to demands.</summary>
    public static readonly Urn Inventory = new("urn:drafts-builder:fns534-inventory");
}

/// <summary>Which document of which demand an inventory answers.</summary>
public sealed record InventoryData(InventoryRelation RelatedDocument);

/// <summary>The demand, and its attachment.</summary>
public sealed record InventoryRelation(Guid RelatedDocflowId, Guid RelatedDocumentId);

/// <summary>A document of an answer.</summary>
public sealed record BuilderDocumentRequest(BuilderDocumentData BuilderData);

/// <summary>The item of the demand that the document answers: <c>1.NN</c> or <c>2.NN</c>.</summary>
/// <param name="Type"><c>formalized</c>, <c>scanned</c> or <c>warrant</c>.</param>
public sealed record BuilderDocumentData(string ClaimItemNumber, string Type);

/// <summary>A file of a document, by its content in the contents service.</summary>
public sealed record BuilderFileRequest(Guid ContentId, BuilderFileMeta Meta);

/// <summary>Its name and place.</summary>
public sealed record BuilderFileMeta(string FileName, BuilderFileData BuilderData);

/// <summary>Its place among the pages of a scan; whether the client encrypted it.</summary>
public sealed record BuilderFileData(int ScannedFileOrder, bool IsFileEncrypted);

/// <summary>A builder.</summary>
public sealed record DraftsBuilder
{
    /// <summary>Id.</summary>
    [JsonRequired]
    public Guid Id { get; init; }
}

/// <summary>A document or a file of a builder.</summary>
public sealed record DraftsBuilderPart
{
    /// <summary>Id.</summary>
    [JsonRequired]
    public Guid Id { get; init; }
}

/// <summary>What a builder has built.</summary>
public sealed record BuiltDrafts
{
    /// <summary>The drafts.</summary>
    public IReadOnlyList<Guid> DraftIds { get; init => field = value ?? []; } = [];

    /// <summary>Documents that are in none of them.</summary>
    public IReadOnlyList<BadBuilderDocument> ErrorDraftsBuilderDocuments { get; init => field = value ?? []; } = [];
}

/// <summary>A document that could not be taken, and why.</summary>
public sealed record BadBuilderDocument(Guid DocumentId, string? ErrorMessage);
