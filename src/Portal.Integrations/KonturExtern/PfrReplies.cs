using System.Text.Json.Serialization;
using Portal.Integrations.Http;
using Refit;

namespace Portal.Integrations.KonturExtern;

/// <summary>Answers to the former pension fund (contract drafts 5.8.2): documents that are decrypted, then signed, then sent together. Throws <see cref="VendorException"/>.</summary>
public interface IExternPfrRepliesApi
{
    /// <summary>Makes the answer; Rejected when it is not available for the document, or sent already.</summary>
    /// <param name="documentType">The name of the <c>reply</c> link.</param>
    [Post("/v1/{accountId}/docflows/{docflowId}/documents/{documentId}/pfr-generate-reply")]
    Task<PfrReply> GenerateAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, Guid docflowId, Guid documentId, [Query] string documentType, [Body] ReplyCertificate certificate,
        CancellationToken ct = default);

    /// <summary>The answer as it stands.</summary>
    [Get("/v1/{accountId}/docflows/{docflowId}/documents/{documentId}/pfr-replies/{replyId}")]
    Task<PfrReply> GetAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, Guid docflowId, Guid documentId, Guid replyId, CancellationToken ct = default);

    /// <summary>Gives the plain bytes of one of its documents; harmless when repeated.</summary>
    [Put("/v1/{accountId}/docflows/{docflowId}/documents/{documentId}/pfr-replies/{replyId}/documents/{replyDocumentId}/decrypted-content")]
    Task<PfrReplyDocument> PutContentAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, Guid docflowId, Guid documentId, Guid replyId, Guid replyDocumentId, [Body] Stream content,
        CancellationToken ct = default);

    /// <summary>Begins the cloud signature of all of them; unsafe: an SMS or a push goes out.</summary>
    [Post("/v1/{accountId}/docflows/{docflowId}/documents/{documentId}/pfr-replies/{replyId}/cloud-sign")]
    Task<SignInitResult> CloudSignAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, Guid docflowId, Guid documentId, Guid replyId, CancellationToken ct = default);

    /// <summary>Sends the code, once.</summary>
    [Post("/v1/{accountId}/docflows/{docflowId}/documents/{documentId}/pfr-replies/{replyId}/cloud-sign-confirm")]
    Task<SignResult> ConfirmCloudSignAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, Guid docflowId, Guid documentId, Guid replyId, [Query] string requestId, [Query] string code,
        CancellationToken ct = default);

    /// <summary>The task of MyDSS.</summary>
    [Get("/v1/{accountId}/docflows/{docflowId}/documents/{documentId}/pfr-replies/{replyId}/tasks/{taskId}")]
    Task<ExternTask> GetTaskAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, Guid docflowId, Guid documentId, Guid replyId, Guid taskId, CancellationToken ct = default);

    /// <summary>Sends it: irreversible, never repeated. Rejected when it was sent before.</summary>
    [Post("/v1/{accountId}/docflows/{docflowId}/documents/{documentId}/pfr-replies/{replyId}/send")]
    Task<Docflow> SendAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, Guid docflowId, Guid documentId, Guid replyId, [Body] ReplySending sending, CancellationToken ct = default);
}

/// <summary>An answer to the fund.</summary>
public sealed record PfrReply
{
    /// <summary>Id.</summary>
    [JsonRequired]
    public Guid Id { get; init; }

    /// <summary>What is signed in it.</summary>
    public IReadOnlyList<PfrReplyDocument> Documents { get; init => field = value ?? []; } = [];
}

/// <summary>A document of it.</summary>
public sealed record PfrReplyDocument
{
    /// <summary>Id.</summary>
    [JsonRequired]
    public Guid Id { get; init; }

    /// <summary>The document of the docflow that it is.</summary>
    public Guid? DocumentId { get; init; }

    /// <summary>Its encrypted bytes.</summary>
    public byte[]? EncryptedContent { get; init; }

    /// <summary>Its signature; null before it is signed.</summary>
    public byte[]? Signature { get; init; }
}
