using Portal.Access;
using Portal.Features.Accounts;
using Portal.Features.Audit;
using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;
using Portal.Storage;

namespace Portal.Features.Drafts;

/// <summary>
/// A file was dropped: it streams to the contents service while it is read and hashed on the way, and becomes a draft, or a further file of one.
/// </summary>
public sealed class UploadReport(
    Acting acting, FindAccount accounts, DraftStore drafts, ContentUpload contents, NameFacts nameFacts, Noticeboard noticeboard, TimeProvider clock, AuditLog audit)
{
    private const int MostFiles = 20;

    /// <summary>Returns the id of the draft that holds the file.</summary>
    /// <param name="actor">Who dropped it.</param>
    /// <param name="accountId">Account it was dropped into.</param>
    /// <param name="draftId">Draft to add it to (a report replaces the report); null makes a new one.</param>
    /// <param name="fileName">As the browser gives it.</param>
    /// <param name="body">Read once, to the end.</param>
    /// <param name="length">Bytes, when known.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    /// <exception cref="ReportFileException">The file cannot be taken; the message is for the user.</exception>
    /// <exception cref="AccessDeniedException">Not this person's account or draft.</exception>
    /// <exception cref="VendorException">Kontur did not take the bytes.</exception>
    public Task<string> RunAsync(
        Actor actor, string accountId, string? draftId, string fileName, Stream body, long? length, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "draft.upload", draftId, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            (note.LinkId, note.AccountId) = (link.Id, accountId);
            if (await accounts.RunAsync(actor, accountId, cancellationToken) is null)
            {
                throw new AccessDeniedException();
            }

            var draft = draftId is null ? null : await drafts.FindAsync(link.Id, draftId, cancellationToken) ?? throw new AccessDeniedException();
            var isWarrant = CheckBefore(draft, accountId, fileName, length);
            if (draft is not null && (await drafts.DocumentsAsync(draft.Id, cancellationToken)).Count >= MostFiles)
            {
                throw new ReportFileException($"В одном отчёте не больше {MostFiles} файлов.");
            }

            var session = Acting.SessionOf(link.Id);
            await using var reading = new ReadThrough(body, ReportFile.MaxSize, cancellationToken);
            var contentId = await contents.UploadAsync(session, Guid.Parse(accountId), reading, length, progress: null, cancellationToken);
            var (facts, sha256) = await reading.FinishAsync();
            var document = new DraftDocument
            {
                Id = Guid.NewGuid().ToString(), DraftId = draft?.Id ?? Guid.NewGuid().ToString(), Kind = isWarrant ? DocumentKind.Warrant : DocumentKind.Report,
                FileName = fileName, Size = reading.Size, Sha256 = sha256, ContentId = contentId.ToString(), UploadedAt = clock.GetUtcNow(),
            };
            (note.ObjectId, note.Detail) = (document.DraftId, $"{fileName}, {reading.Size} bytes, sha256 {sha256}");
            await StoreAsync(draft, document, link.Id, accountId, isWarrant ? facts : await nameFacts.NameAsync(session, facts, cancellationToken), cancellationToken);
            noticeboard.Publish(Draft.Topic(document.DraftId));
            return document.DraftId;
        });

    private static bool CheckBefore(Draft? draft, string accountId, string fileName, long? length)
    {
        ReportFile.CheckName(fileName);
        if (length == 0)
        {
            throw new ReportFileException($"Файл «{fileName}» пуст.");
        }

        if (length > ReportFile.MaxSize)
        {
            throw new ReportFileException($"Файл больше {ReportFile.MaxSize / 1_048_576} МБ: такой отчёт не принимается.");
        }

        if (draft is not null && draft.AccountId != accountId)
        {
            throw new AccessDeniedException();
        }

        if (draft is { IsEditable: false })
        {
            throw new ReportFileException("Отчёт уже подписан или отправляется: файлы больше не меняются.");
        }

        var isWarrant = ReportFile.IsWarrant(fileName);
        return isWarrant && draft is null
            ? throw new ReportFileException("Это доверенность. Сначала загрузите отчёт, к которому она относится, а доверенность добавьте рядом с ним.")
            : isWarrant;
    }

    private async Task StoreAsync(
        Draft? draft, DraftDocument document, string linkId, string accountId, ReportFacts facts, CancellationToken cancellationToken)
    {
        if (draft is null)
        {
            var now = clock.GetUtcNow();
            await drafts.AddAsync(
                new Draft
                {
                    Id = document.DraftId, LinkId = linkId, AccountId = accountId, State = DraftState.Editing, Facts = facts, CreatedAt = now, ChangedAt = now,
                },
                document,
                cancellationToken);
        }
        else if (!(document.Kind == DocumentKind.Report
            ? await drafts.ReplaceReportAsync(document, facts, cancellationToken)
            : await drafts.AddDocumentAsync(document, cancellationToken)))
        {
            throw new ReportFileException("Пока файл загружался, отчёт подписали или начали проверять. Обновите страницу.");
        }
    }
}
