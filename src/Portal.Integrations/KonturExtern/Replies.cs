using System.Text.Json.Serialization;
using Portal.Integrations.Http;
using Refit;

namespace Portal.Integrations.KonturExtern;

/// <summary>Answers to documents of docflows of the tax service, Rosstat and the social fund (contract drafts 5.8). Throws <see cref="VendorException"/>.</summary>
public interface IExternRepliesApi
{
    /// <summary>Makes the answer; Rejected when it is not available for the document, or sent already.</summary>
    /// <param name="documentType">The name of the <c>reply</c> link.</param>
    /// <param name="declineNoticeErrorCode">Why a demand is refused; with that answer only (5.9).</param>
    [Post("/v1/{accountId}/docflows/{docflowId}/documents/{documentId}/generate-reply")]
    Task<ReplyDocument> GenerateAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, Guid docflowId, Guid documentId, [Query] string documentType, [Body] ReplyCertificate certificate,
        [Query(CollectionFormat.Multi)] IReadOnlyList<string>? declineNoticeErrorCode = null, CancellationToken ct = default);

    /// <summary>The answer as it stands.</summary>
    [Get("/v1/{accountId}/docflows/{docflowId}/documents/{documentId}/replies/{replyId}")]
    Task<ReplyDocument> GetAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, Guid docflowId, Guid documentId, Guid replyId, CancellationToken ct = default);

    /// <summary>Begins its cloud signature (5.8.1); unsafe: an SMS or a push may go out. Receipts are signed at once when <paramref name="forceConfirmation"/> says so.</summary>
    [Post("/v1/{accountId}/docflows/{docflowId}/documents/{documentId}/replies/{replyId}/cloud-sign")]
    Task<SignInitResult> CloudSignAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, Guid docflowId, Guid documentId, Guid replyId, [Query] bool forceConfirmation,
        CancellationToken ct = default);

    /// <summary>Sends the code, once.</summary>
    [Post("/v1/{accountId}/docflows/{docflowId}/documents/{documentId}/replies/{replyId}/cloud-sign-confirm")]
    Task<SignResult> ConfirmCloudSignAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, Guid docflowId, Guid documentId, Guid replyId, [Query] string requestId, [Query] string code,
        CancellationToken ct = default);

    /// <summary>The task of MyDSS; the signature is attached only once it was read as succeeded.</summary>
    [Get("/v1/{accountId}/docflows/{docflowId}/documents/{documentId}/replies/{replyId}/tasks/{taskId}")]
    Task<ExternTask> GetTaskAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, Guid docflowId, Guid documentId, Guid replyId, Guid taskId, CancellationToken ct = default);

    /// <summary>Sends it to the state body: irreversible, never repeated. Rejected when it was sent before.</summary>
    [Post("/v1/{accountId}/docflows/{docflowId}/documents/{documentId}/replies/{replyId}/send")]
    Task<Docflow> SendAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, Guid docflowId, Guid documentId, Guid replyId, [Body] ReplySending sending,
        CancellationToken ct = default);
}

/// <summary>Whose answer it is: the certificate as base64 (contract drafts 5.8).</summary>
public sealed record ReplyCertificate(string CertificateBase64);

/// <summary>From where it is sent (contract drafts 5.8); the portal does not know its person's address behind every proxy, so it may be null.</summary>
public sealed record ReplySending(string? SenderIp = null);

/// <summary>An answer (contract drafts 5.8).</summary>
public sealed record ReplyDocument
{
    /// <summary>Id.</summary>
    [JsonRequired]
    public Guid Id { get; init; }

    /// <summary>Its bytes, neither encrypted nor packed.</summary>
    public byte[]? Content { get; init; }

    /// <summary>Its print form, PDF; null where there is none.</summary>
    public byte[]? PrintContent { get; init; }

    /// <summary>File name.</summary>
    public string? Filename { get; init; }

    /// <summary>Its signature; null before it is signed.</summary>
    public byte[]? Signature { get; init; }
}
