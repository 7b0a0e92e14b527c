using Portal.Access;
using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;
using Portal.Storage.Files;

namespace Portal.Features.Drafts.Signatures;

/// <summary>The bytes of a document as they were uploaded: from the stored files, else from Kontur.</summary>
public sealed class OriginalFile(FileStore files, ContentDownload contents)
{
    /// <summary>Null when Kontur holds other bytes than those that were uploaded.</summary>
    /// <exception cref="VendorException">Kontur did not give the bytes.</exception>
    public async Task<Stream?> OpenAsync(Draft draft, DraftDocument document, CancellationToken cancellationToken)
    {
        if (files.Open(document.Sha256) is { } stored)
        {
            return stored;
        }

        await using var writing = files.Begin();
        await contents.ReadAsync(
            Acting.SessionOf(draft.LinkId), Guid.Parse(draft.AccountId), Guid.Parse(document.ContentId), writing.WriteAsync, cancellationToken);
        var fetched = await writing.CommitAsync(cancellationToken);
        return fetched.Sha256 == document.Sha256 ? files.Open(fetched.Sha256) : null;
    }
}
