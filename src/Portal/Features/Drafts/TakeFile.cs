using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;
using Portal.Storage.Files;

namespace Portal.Features.Drafts;

/// <summary>A file that the contents service has taken and the portal keeps.</summary>
/// <param name="ContentId">Id in the contents service.</param>
/// <param name="Original">The kept bytes.</param>
public sealed record TakenFile(string ContentId, StoredFile Original);

/// <summary>Nobody has the bytes of a file any more; the message is for the person.</summary>
public sealed class OriginalMissingException(string fileName)
    : Exception($"Файл «{fileName}» нужен ещё раз: у Контура он хранится 90 дней и уже удалён. Выберите его в списке файлов, и проверку можно будет продолжить.");

/// <summary>
/// Bytes of a draft's file: streamed to the contents service and to the stored files at once, with two blocks of memory, and given to the service anew
/// when it has dropped them (contract drafts 3.2: 90 days).
/// </summary>
public sealed class TakeFile(ContentUpload contents, FileStore files, DraftDocumentStore documents)
{
    /// <summary>Reads the source once. What is taken but never named by a row is removed by the sweep of the stored files.</summary>
    /// <exception cref="ReportFileException">More than <paramref name="most"/> bytes.</exception>
    /// <exception cref="InvalidDataException">Empty, or not of the told length.</exception>
    /// <exception cref="VendorException">Kontur did not take the bytes.</exception>
    public async Task<TakenFile> TakeAsync(KonturSessionKey session, string accountId, Stream source, long? length, long most, CancellationToken cancellationToken)
    {
        await using var writing = files.Begin();
        await using var kept = new KeepThrough(source, writing, most);
        var contentId = await contents.UploadAsync(session, Guid.Parse(accountId), kept, length, progress: null, cancellationToken);
        return new TakenFile(contentId.ToString(), await writing.CommitAsync(cancellationToken));
    }

    /// <summary>True when the original is kept here.</summary>
    public bool Keeps(DraftDocument document) => files.Has(document.Sha256);

    /// <summary>Gives the kept original to the contents service again and remembers its new content id, which is returned.</summary>
    /// <exception cref="OriginalMissingException">It is not kept, or damaged: the person is asked for it.</exception>
    /// <exception cref="VendorException">Kontur did not take the bytes.</exception>
    public async Task<string> GiveAgainAsync(KonturSessionKey session, string accountId, DraftDocument document, CancellationToken cancellationToken)
    {
        try
        {
            await using var original = files.Open(document.Sha256) ?? throw new InvalidDataException("The original is not here.");
            var contentId = (await contents.UploadAsync(session, Guid.Parse(accountId), original, document.Size, progress: null, cancellationToken)).ToString();
            await documents.RefreshContentAsync(document.Id, contentId, cancellationToken);
            return contentId;
        }
        catch (InvalidDataException)
        {
            await documents.SetMissingAsync(document.Id, cancellationToken);
            throw new OriginalMissingException(document.FileName);
        }
    }
}
