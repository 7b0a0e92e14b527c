using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;
using Portal.Storage.Files;

namespace Portal.Features.Drafts;

/// <summary>Keeps the bytes of a file that the service has built: what is signed must be what is kept here.</summary>
public sealed class KeepBuilt(ContentDownload contents, FileStore files)
{
    /// <summary>The kept file.</summary>
    /// <param name="most">Bytes of the largest that is kept.</param>
    /// <exception cref="ReportFileException">Larger than that.</exception>
    /// <exception cref="VendorException">Kontur did not give it.</exception>
    public async Task<StoredFile> KeepAsync(KonturSessionKey session, Guid account, Guid contentId, long most, CancellationToken cancellationToken)
    {
        await using var writing = files.Begin();
        long size = 0;
        await contents.ReadAsync(session, account, contentId, async (part, token) =>
        {
            size += part.Length;
            await writing.WriteAsync(size > most ? throw new ReportFileException("Контур составил слишком большой файл.") : part, token);
        }, cancellationToken);
        return await writing.CommitAsync(cancellationToken);
    }
}
