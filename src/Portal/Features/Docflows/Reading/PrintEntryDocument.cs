using Portal.Access;
using Portal.Features.Audit;
using Portal.Features.Drafts;
using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;
using Portal.Storage.Files;

namespace Portal.Features.Docflows.Reading;

/// <summary>
/// «Печатная форма» of a document, with the stamps of its docflow (contract drafts 5.7). The page waits for it: nothing is lost when it does not, since asking
/// again costs Kontur nothing but another form.
/// </summary>
public sealed class PrintEntryDocument(
    OpenDocument documents, ReadingStore store, KeepContents keep, IExternDocflowsApi api, ContentDownload contents, FileStore files, TimeProvider clock, AuditLog audit)
{
    private const long MostBytes = 64L * 1024 * 1024;
    private const int MostPolls = 20;

    /// <summary>Null when it is kept now; else why there is none, in words for the person.</summary>
    /// <exception cref="AccessDeniedException">Not this person's, or no such document.</exception>
    /// <exception cref="VendorException">Kontur did not answer.</exception>
    public Task<string?> RunAsync(Actor actor, string entryId, string documentId, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "docflow.document.print", entryId, async note =>
        {
            var (entry, document) = await documents.FindAsync(actor, entryId, documentId, cancellationToken);
            (note.LinkId, note.AccountId, note.Detail) = (entry.LinkId, entry.AccountId, document.FileName);
            if (document.ContentId is not { } contentId || await keep.KeepAsync(entry, document, cancellationToken) is not { } kept)
            {
                return "Документ ещё зашифрован. Сначала расшифруйте его.";
            }

            if (kept.PrintSha256 is not null && files.Has(kept.PrintSha256))
            {
                return null;
            }

            try
            {
                return await MakeAsync(entry, document, Guid.Parse(contentId), kept, cancellationToken);
            }
            catch (VendorException error) when (string.Equals(error.Code, ExternErrors.DocumentPrintUnsupported, StringComparison.OrdinalIgnoreCase))
            {
                return "У этого документа нет печатной формы: Контур умеет печатать только документы известных форм.";
            }
        });

    private async Task<string?> MakeAsync(DocflowEntry entry, EntryDocument document, Guid contentId, KeptContent kept, CancellationToken cancellationToken)
    {
        var (session, account, docflow, id) = (Acting.SessionOf(entry.LinkId), Guid.Parse(entry.AccountId), Guid.Parse(entry.DocflowId), Guid.Parse(document.DocumentId));
        var task = await api.PrintAsync(session, account, docflow, id, new ContentIdBody(contentId), ct: cancellationToken);
        for (var polls = 0; task.IsRunning && polls < MostPolls; polls++)
        {
            await Task.Delay(Retry.Poll(polls), clock, cancellationToken);
            task = await api.GetDocumentTaskAsync(session, account, docflow, id, task.Id, cancellationToken);
        }

        if (task.AsContentId() is not { } printed)
        {
            return task.IsRunning ? "Контур готовит печатную форму дольше обычного. Запросите её ещё раз через минуту." : task.Error?.Message ?? "Печатная форма не получилась. Запросите её ещё раз.";
        }

        await using var writing = files.Begin();
        long size = 0;
        await contents.ReadAsync(session, account, printed, async (part, token) =>
        {
            size += part.Length;
            await writing.WriteAsync(size > MostBytes ? throw new InvalidDataException("The print form is larger than 64 MB.") : part, token);
        }, cancellationToken);
        await store.KeepPrintAsync(entry.Id, document.DocumentId, kept.Sha256, (await writing.CommitAsync(cancellationToken)).Sha256, cancellationToken);
        return null;
    }
}
