using Portal.Integrations.Http;
using Refit;

namespace Portal.Integrations.KonturExtern;

/// <summary>
/// The contents service (contract drafts section 3), over a client without attempt time-out: up to 64 MB a request. Throws <see cref="VendorException"/>.
/// Uploads go through <see cref="ContentUpload"/>.
/// </summary>
public interface IExternContentsApi
{
    /// <summary>The first part, or the whole; <c>Content-Range</c> is a header of the part.</summary>
    [Post("/v1/{accountId}/contents")]
    Task<ContentReceipt> PostPartAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, [Body] HttpContent part, CancellationToken ct = default);

    /// <summary>A further part, in any order.</summary>
    [Put("/v1/{accountId}/contents/{contentId}")]
    Task<ContentReceipt> PutPartAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, Guid contentId, [Body] HttpContent part, CancellationToken ct = default);

    /// <summary>
    /// The bytes, or a range of at most 64 MB (<c>bytes=0-1048575</c>); the caller disposes the answer and reads its body as a stream,
    /// whose own failures are plain IO exceptions. NotFound.
    /// </summary>
    [Get("/v1/{accountId}/contents/{contentId}")]
    Task<HttpResponseMessage> GetAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session, Guid accountId, Guid contentId, [Header("Range")] string? range = null, CancellationToken ct = default);
}

/// <summary>The answer of an upload (contract drafts 3.1): the id stands at the top, or inside <c>content</c>, or in both places.</summary>
public sealed record ContentReceipt(Guid? Id, ContentReference? Content, bool? IsCompleted)
{
    /// <summary>The id, wherever it stands.</summary>
    public Guid? ContentId => Id ?? Content?.Id;
}

/// <summary>The id inside a <see cref="ContentReceipt"/>.</summary>
public sealed record ContentReference(Guid? Id);
