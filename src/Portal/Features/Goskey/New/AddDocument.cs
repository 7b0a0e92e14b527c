using Portal.Access;
using Portal.Features.Audit;
using Portal.Features.Goskey.Assembly;
using Portal.Storage.Files;

namespace Portal.Features.Goskey.New;

/// <summary>What became of a file: it is a document of the package, or a sentence says why it is not.</summary>
public sealed record AddDocumentOutcome(PackageDocument? Document, string? Refusal);

/// <summary>A further document of a draft: looked at, hashed and stored while it streams by, with two blocks of memory.</summary>
public sealed class AddDocument(OwnDrafts drafts, PackageStore packages, FileStore files, TimeProvider clock, AuditLog audit)
{
    private const string Sent = "Пакет уже отправляют, документы не меняются. Обновите страницу.";

    /// <summary>Reads the body once, to its end or to the first thing wrong; a refused file leaves nothing behind.</summary>
    /// <param name="actor">Whose package it is.</param>
    /// <param name="packageId">The draft.</param>
    /// <param name="fileName">As the browser gives it.</param>
    /// <param name="body">The bytes.</param>
    /// <param name="length">How many there are, when known: what is too big is refused before it is read.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    /// <exception cref="AccessDeniedException">Not this person's package.</exception>
    public Task<AddDocumentOutcome> RunAsync(Actor actor, string packageId, string fileName, Stream body, long? length, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "goskey.add-document", packageId, async note =>
        {
            var outcome = await AddAsync(actor, packageId, fileName, body, length, cancellationToken);
            (note.Outcome, note.Detail) = outcome.Document is { } document ? ("done", $"{document.DisplayName}, {document.Size} bytes, sha256 {document.Sha256}") : ("refused", outcome.Refusal);
            return outcome;
        });

    private async Task<AddDocumentOutcome> AddAsync(Actor actor, string packageId, string fileName, Stream body, long? length, CancellationToken cancellationToken)
    {
        if (await drafts.FindAsync(actor, packageId, cancellationToken) is not { } draft)
        {
            return Refused(Sent);
        }

        if (DisplayNames.Check(fileName) is not { Reason: null, Name: var name })
        {
            return Refused($"{DisplayNames.Check(fileName).Reason}. Переименуйте файл и выберите его снова.");
        }

        var rules = await drafts.RulesAsync(draft, cancellationToken);
        var present = await packages.DocumentsAsync(packageId, cancellationToken);
        var totals = PackageTotals.Of(rules, OwnDrafts.Planned(present));
        if (TooMany(rules, present, name) is { } early)
        {
            return Refused(early);
        }

        if (length > Math.Max(totals.Left, 0))
        {
            return Refused($"«{name}» не добавлен. Файл не помещается: для него осталось {Sizes.Of(Math.Max(totals.Left, 0))} из {Sizes.Of(rules.MostBytes)} на весь пакет с подписями.");
        }

        await using var check = DocumentCheck.Begin(name, rules, totals.Left);
        await using var writing = files.Begin();
        var whole = await ReadAsync(body, check, writing, cancellationToken);
        if (await check.FinishAsync(cancellationToken) is var finding && (finding is not null || !whole))
        {
            return Refused($"«{name}» не добавлен. {finding?.Reason ?? "Содержимое не того формата, что в расширении"}.");
        }

        return await KeepAsync(draft, rules, name, await writing.CommitAsync(cancellationToken), cancellationToken);
    }

    // True at the end, false at the first thing wrong.
    private static async Task<bool> ReadAsync(Stream body, DocumentCheck check, FileWriting writing, CancellationToken cancellationToken)
    {
        var buffer = new byte[65_536];
        int count;
        while ((count = await body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (!await check.FeedAsync(buffer.AsMemory(0, count), cancellationToken))
            {
                return false;
            }

            await writing.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }

        return true;
    }

    // Files of two tabs may come at once: what was true before the reading is asked again where it is written.
    private async Task<AddDocumentOutcome> KeepAsync(Package draft, PackageRules rules, string name, StoredFile stored, CancellationToken cancellationToken)
    {
        var outcome = Refused(Sent);
        var added = await packages.ChangeDocumentsAsync(
            draft.Id,
            present =>
            {
                var refusal = present.FirstOrDefault(one => one.Sha256 == stored.Sha256) is { } twin ? $"«{name}» не добавлен: такой же файл уже есть в пакете, «{twin.DisplayName}»."
                    : TooMany(rules, present, name)
                    ?? (stored.Size > PackageTotals.Of(rules, OwnDrafts.Planned(present)).Left ? $"«{name}» не добавлен: вместе с другими файлами он не помещается в пакет." : null);
                if (refusal is not null)
                {
                    outcome = Refused(refusal);
                    return null;
                }

                var document = new PackageDocument
                {
                    Id = Guid.CreateVersion7(clock.GetUtcNow()).ToString(), PackageId = draft.Id, Position = present.Count + 1, DisplayName = name,
                    WireName = WireNames.Next(name, present.Select(one => one.WireName)), Description = "", Size = stored.Size, Sha256 = stored.Sha256, UploadedAt = clock.GetUtcNow(),
                };
                outcome = new AddDocumentOutcome(document, null);
                return [.. present, document];
            },
            cancellationToken);
        if (!added)
        {
            return Refused(Sent);
        }

        drafts.Tell(draft);
        return outcome;
    }

    private static string? TooMany(PackageRules rules, IReadOnlyList<PackageDocument> present, string name) =>
        present.Count >= rules.MostDocuments ? $"«{name}» не добавлен: в одном пакете не больше {rules.MostDocuments} документов."
        : present.Any(one => one.DisplayName.Equals(name, StringComparison.OrdinalIgnoreCase)) ? $"«{name}» не добавлен: документ с таким именем уже есть. Переименуйте файл или уберите прежний."
        : null;

    private static AddDocumentOutcome Refused(string sentence) => new(null, sentence);
}
