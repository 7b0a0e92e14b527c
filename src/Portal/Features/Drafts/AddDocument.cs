using Portal.Access;
using Portal.Features.Audit;
using Portal.Integrations.Http;
using Portal.Storage;
using Portal.Storage.Files;

namespace Portal.Features.Drafts;

/// <summary>What became of a file for a draft.</summary>
public enum AddOutcome
{
    /// <summary>It stands beside the report.</summary>
    Added,

    /// <summary>It took the place of another file; the check begins anew.</summary>
    Replaced,

    /// <summary>It is the same file that was there: the bytes are back, nothing else has changed.</summary>
    Same,
}

/// <summary>A further file of a draft, or another in the place of one: a warrant, an attachment, the report itself.</summary>
public sealed class AddDocument(
    Acting acting, DraftStore drafts, DraftDocumentStore documents, TakeFile take, FileStore files, NameFacts nameFacts, Noticeboard noticeboard, TimeProvider clock, AuditLog audit)
{
    /// <summary>Streams the file to Kontur and keeps it; <paramref name="replaces"/> is the file whose place it takes, null adds one.</summary>
    /// <exception cref="ReportFileException">The file cannot be taken; the message is for the person.</exception>
    /// <exception cref="AccessDeniedException">Not this person's draft, not of this account, or no such file in it.</exception>
    /// <exception cref="VendorException">Kontur did not take the bytes.</exception>
    public Task<AddOutcome> RunAsync(
        Actor actor, string accountId, string draftId, string? replaces, string fileName, Stream body, long? length, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "draft.add-document", draftId, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            (note.LinkId, note.AccountId) = (link.Id, accountId);
            if (await drafts.FindAsync(link.Id, draftId, cancellationToken) is not { } draft || draft.AccountId != accountId)
            {
                throw new AccessDeniedException();
            }

            var present = await drafts.DocumentsAsync(draftId, cancellationToken);
            var old = replaces is null ? null : present.FirstOrDefault(document => document.Id == replaces) ?? throw new AccessDeniedException();
            DocumentRules.CheckBefore(draft, present, old, fileName, length);
            var session = Acting.SessionOf(link.Id);
            var taken = await take.TakeAsync(session, accountId, body, length, DocumentRules.LargestOf(draft, old, fileName), cancellationToken);
            note.Detail = $"{fileName}, {taken.Original.Size} bytes, sha256 {taken.Original.Sha256}";
            var outcome = await PutAsync(draft, present, old, fileName, taken, session, cancellationToken);
            noticeboard.Publish(Draft.Topic(draftId));
            return outcome;
        });

    private async Task<AddOutcome> PutAsync(
        Draft draft, IReadOnlyList<DraftDocument> present, DraftDocument? old, string fileName, TakenFile taken, KonturSessionKey session, CancellationToken cancellationToken)
    {
        if (old?.Sha256 == taken.Original.Sha256)
        {
            await documents.RefreshContentAsync(old.Id, taken.ContentId, cancellationToken);
            return AddOutcome.Same;
        }

        if (present.FirstOrDefault(document => document.Sha256 == taken.Original.Sha256) is { } twin)
        {
            throw new ReportFileException($"Такой файл в отчёте уже есть: «{twin.FileName}».");
        }

        var kind = old is { Kind: DocumentKind.Report } ? DocumentKind.Report : ReportFile.IsWarrant(fileName) ? DocumentKind.Warrant : DocumentKind.Attachment;
        var facts = await FactsAsync(draft, kind, fileName, taken.Original.Sha256, session, cancellationToken);
        var document = new DraftDocument
        {
            Id = Guid.NewGuid().ToString(), DraftId = draft.Id, Kind = kind, FileName = fileName, Size = taken.Original.Size, Sha256 = taken.Original.Sha256,
            ContentId = taken.ContentId, UploadedAt = clock.GetUtcNow(), Position = old?.Position ?? 0,
            Form = kind == DocumentKind.Report ? null : facts?.FormName ?? DocumentRules.InWords(fileName),
        };
        var put = kind == DocumentKind.Report ? await drafts.ReplaceReportAsync(document, facts!, cancellationToken)
            : old is null ? await drafts.AddDocumentAsync(document, cancellationToken)
            : await documents.ReplaceAsync(old.Id, document, cancellationToken);
        return !put ? throw new ReportFileException("Пока файл загружался, отчёт подписали или начали проверять. Обновите страницу.")
            : old is null ? AddOutcome.Added : AddOutcome.Replaced;
    }

    // Reports and warrants must be readable; of an attachment what can be read is told in words. Null for what is no form.
    private async Task<ReportFacts?> FactsAsync(
        Draft draft, DocumentKind kind, string fileName, string sha256, KonturSessionKey session, CancellationToken cancellationToken)
    {
        if (!fileName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        ReportFacts facts;
        try
        {
            await using var original = files.Open(sha256)!;
            facts = await ReportFile.ReadAsync(original, cancellationToken);
        }
        catch (ReportFileException) when (kind == DocumentKind.Attachment)
        {
            return null;
        }

        return kind == DocumentKind.Attachment && facts.Knd is not null && facts.Knd == draft.Facts.Knd
            ? throw new ReportFileException($"«{fileName}» похож на новую версию самого отчёта, а не на приложение. Если это она, нажмите «Заменить» рядом с отчётом.")
            : await nameFacts.NameAsync(session, facts, cancellationToken);
    }
}
