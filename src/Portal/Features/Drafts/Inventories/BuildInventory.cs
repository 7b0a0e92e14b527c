using System.Globalization;
using Portal.Access;
using Portal.Features.Accounts;
using Portal.Features.Audit;
using Portal.Integrations.Http;
using Wire = Portal.Integrations.KonturExtern;

namespace Portal.Features.Drafts.Inventories;

/// <summary>What came of building: the drafts, or a sentence why there is none. Files that the service did not take stay gathered, each with its reason.</summary>
public sealed record InventoryOutcome(IReadOnlyList<string> DraftIds, string? Problem);

/// <summary>
/// Lets Kontur make the inventory (опись) of the gathered files (contract drafts 4) and takes the drafts in, their bytes pinned like those of any file; they are then checked, signed
/// and sent as every draft is.
/// </summary>
public sealed class BuildInventory(
    Acting acting, FindDemand demands, ListAccountDetails accounts, ListCertificates certificates, InventoryFileStore gathered, DraftStore drafts, InventoryBuilder builder,
    Wire.IExternDraftsApi api, NameFacts names, KeepBuilt keep, TimeProvider clock, AuditLog audit)
{
    /// <summary>Builds.</summary>
    /// <param name="attachmentId">Which of the demand's attachments is answered.</param>
    /// <exception cref="AccessDeniedException">Not this person's account or demand.</exception>
    /// <exception cref="VendorException">Kontur refused or did not answer; what is gathered stays.</exception>
    /// <exception cref="ReportFileException">Kontur has built what cannot be used.</exception>
    public Task<InventoryOutcome> RunAsync(Actor actor, string accountId, Guid demand, string attachmentId, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "inventory.build", demand.ToString(), async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            (note.LinkId, note.AccountId) = (link.Id, accountId);
            var found = await demands.RunAsync(actor, accountId, demand, cancellationToken) ?? throw new AccessDeniedException();
            var files = (await gathered.ListAsync(link.Id, demand.ToString(), cancellationToken)).Where(file => file.AccountId == accountId).ToList();
            if (files.Count == 0 || files.Any(file => !InventoryFile.IsItem(file.Item)) || found.Attachments.All(one => one.Id != attachmentId))
            {
                note.Outcome = "invalid";
                return new InventoryOutcome([], files.Count == 0 ? "Добавьте хотя бы один файл." : "Укажите у каждого файла пункт требования: 1.01, 1.02…");
            }

            var details = await accounts.RunAsync(actor, accountId, cancellationToken);
            var answered = found.Answered with { DocumentId = attachmentId };
            var session = Acting.SessionOf(link.Id);
            var inspection = answered.Code is { } code ? await names.BodyAsync(session, Authority.Tax, code, cancellationToken) : null;
            var (facts, said) = Of(answered, found.Payer, inspection, details.Payers);
            var to = Destination.Of(facts, said, details.Payers);
            var choice = (await certificates.RunAsync(actor, accountId, cancellationToken)).FirstOrDefault(one => one.WhyNot is null);
            if (to.Missing is [_, ..] || Sending.Of(to, said, choice?.Own, details.Warrants, hasWarrantFile: false, Sending.Today(clock)) is not { } sending)
            {
                note.Outcome = "not ready";
                return new InventoryOutcome([], "Организации, которой адресовано требование, в этой учётной записи нет.");
            }

            var meta = KonturMeta.Of(to, said, sending, choice?.Certificate.Content);
            var built = await builder.BuildAsync(session, Guid.Parse(accountId), meta, answered, files, cancellationToken);
            foreach (var (id, why) in built.Bad)
            {
                await gathered.SetProblemAsync(link.Id, id, why, CancellationToken.None);
            }

            var made = new List<string>();
            foreach (var draftId in built.Drafts)
            {
                made.Add(await TakeInAsync(link.Id, accountId, draftId, facts, said with { IsBuiltForRepresentative = sending.IsForAnother }, cancellationToken));
            }

            await gathered.RemoveAsync(link.Id, [.. files.Where(file => made.Count > 0 && built.Bad.All(bad => bad.Id != file.Id)).Select(file => file.Id)], CancellationToken.None);
            note.Detail = string.Create(CultureInfo.InvariantCulture, $"{files.Count} files, {made.Count} drafts");
            return new InventoryOutcome(made, made.Count > 0 ? null : "Контур не принял ни одного файла. Причины указаны у файлов.");
        });

    private static (ReportFacts Facts, Addressing Said) Of(AnsweredDocflow answered, string payerInn, string? inspection, IReadOnlyList<Payer> payers)
    {
        var (inn, kpp) = payerInn.Split('-') is [var first, var second] ? (first, second) : (payerInn, null);
        var payer = payers.FirstOrDefault(one => one.Inn == inn && (kpp is null || one.Kpp == kpp)) ?? payers.FirstOrDefault(one => one.Inn == inn);
        var facts = new ReportFacts
        {
            Purpose = DraftPurpose.Inventory, Authority = Authority.Tax, FormName = $"Ответ: {answered.Title}", Inn = payer?.Inn ?? inn, Kpp = payer?.Kpp, PayerName = payer?.Name,
            Inspection = answered.Code, FinalInspection = answered.Code, InspectionName = inspection,
        };
        return (facts, new Addressing { Authority = Authority.Tax, Code = answered.Code, CodeName = inspection, PayerInn = facts.Inn, PayerKpp = facts.Kpp, Answers = answered });
    }

    private async Task<string> TakeInAsync(string linkId, string accountId, Guid konturDraft, ReportFacts facts, Addressing said, CancellationToken cancellationToken)
    {
        var (session, account) = (Acting.SessionOf(linkId), Guid.Parse(accountId));
        var now = clock.GetUtcNow();
        var draft = new Draft
        {
            Id = Guid.NewGuid().ToString(), LinkId = linkId, AccountId = accountId, State = DraftState.Editing, KonturDraftId = konturDraft.ToString(), Facts = facts, Addressing = said,
            CreatedAt = now, ChangedAt = now,
        };
        var documents = new List<DraftDocument>();
        foreach (var link in (await api.GetAsync(session, account, konturDraft, cancellationToken)).Documents)
        {
            if (!Guid.TryParse(link.Href?.TrimEnd('/').Split('/')[^1], out var documentId))
            {
                continue;
            }

            var document = await api.GetDocumentAsync(session, account, konturDraft, documentId, cancellationToken);
            var contentId = document.Contents.FirstOrDefault(content => !content.Encrypted)?.ContentId ?? throw new ReportFileException("Контур составил опись, но не отдал её файл. Попробуйте ещё раз.");
            var original = await keep.KeepAsync(session, account, contentId, InventoryRules.Largest, cancellationToken);
            var isInventory = document.Description?.Type.LastSegment.EndsWith("-message", StringComparison.Ordinal) == true;
            documents.Add(new DraftDocument
            {
                Id = document.Id.ToString(), DraftId = draft.Id, Kind = isInventory ? DocumentKind.Report : DocumentKind.Attachment, FileName = document.Description?.Filename ?? "Опись.xml",
                Size = original.Size, Sha256 = original.Sha256, ContentId = contentId.ToString(), UploadedAt = now, Position = documents.Count + 1,
            });
        }

        if (documents.Count(document => document.Kind == DocumentKind.Report) != 1)
        {
            throw new ReportFileException("Контур составил ответ без описи. Файлы на месте: попробуйте ещё раз.");
        }

        await drafts.AddAsync(draft, documents, cancellationToken);
        return draft.Id;
    }
}
