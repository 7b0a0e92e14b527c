using Portal.Access;
using Portal.Features.Accounts;
using Portal.Features.Audit;
using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;
using Portal.Storage;

namespace Portal.Features.Drafts;

/// <summary>A report's file was dropped: it streams to the contents service and to the stored files while it is read on the way, and becomes a draft.</summary>
public sealed class UploadReport(
    Acting acting, FindAccount accounts, DraftStore drafts, TakeFile take, NameFacts nameFacts, Noticeboard noticeboard, TimeProvider clock, AuditLog audit)
{
    /// <summary>Returns the id of the new draft.</summary>
    /// <param name="actor">Who dropped it.</param>
    /// <param name="accountId">Account it was dropped into.</param>
    /// <param name="fileName">As the browser gives it.</param>
    /// <param name="body">Read once, to the end.</param>
    /// <param name="length">Bytes, when known.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    /// <exception cref="ReportFileException">The file cannot be taken; the message is for the user.</exception>
    /// <exception cref="AccessDeniedException">Not this person's account.</exception>
    /// <exception cref="VendorException">Kontur did not take the bytes.</exception>
    public Task<string> RunAsync(Actor actor, string accountId, string fileName, Stream body, long? length, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "draft.upload", null, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            (note.LinkId, note.AccountId) = (link.Id, accountId);
            var account = await accounts.RunAsync(actor, accountId, cancellationToken) ?? throw new AccessDeniedException();
            CheckBefore(fileName, length);

            var session = Acting.SessionOf(link.Id);
            await using var reading = new ReadThrough(body, ReportFile.MaxSize, cancellationToken);
            var taken = await take.TakeAsync(session, accountId, reading, length, ReportFile.MaxSize, cancellationToken);
            var (facts, sha256) = await reading.FinishAsync();
            if (sha256 != taken.Original.Sha256)
            {
                throw new InvalidDataException("The kept original is not what was read.");
            }

            var now = clock.GetUtcNow();
            var draft = new Draft
            {
                Id = Guid.NewGuid().ToString(), LinkId = link.Id, AccountId = accountId, State = DraftState.Editing, CreatedAt = now, ChangedAt = now,
                Facts = await nameFacts.NameAsync(session, ReportFile.WithName(facts, fileName), cancellationToken),
                Addressing = new Addressing { PayerInn = account.Inn, PayerKpp = account.Kpp },
            };
            (note.ObjectId, note.Detail) = (draft.Id, $"{fileName}, {reading.Size} bytes, sha256 {sha256}");
            var document = new DraftDocument
            {
                Id = Guid.NewGuid().ToString(), DraftId = draft.Id, Kind = DocumentKind.Report, FileName = fileName, Size = reading.Size, Sha256 = sha256,
                ContentId = taken.ContentId, UploadedAt = now,
            };
            await drafts.AddAsync(draft, document, cancellationToken);
            noticeboard.Publish(Draft.Topic(draft.Id));
            return draft.Id;
        });

    private static void CheckBefore(string fileName, long? length)
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

        if (ReportFile.IsWarrant(fileName))
        {
            throw new ReportFileException("Это доверенность. Сначала загрузите отчёт, к которому она относится, а доверенность добавьте рядом с ним.");
        }
    }
}
