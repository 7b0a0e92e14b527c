using Portal.Access;
using Portal.Features.Accounts;
using Portal.Features.Audit;
using Portal.Integrations.Http;
using Wire = Portal.Integrations.KonturExtern;

namespace Portal.Features.Drafts;

/// <summary>Lets Kontur build a request for information (ИОН) from the form, and takes it in as a draft whose bytes are pinned like those of any file.</summary>
public sealed class BuildRequest(
    Acting acting, FindAccount find, ListAccountDetails accounts, ListCertificates certificates, DraftStore drafts, Wire.IExternDraftsApi api,
    NameFacts names, KeepBuilt keep, TimeProvider clock, AuditLog audit)
{
    private const int LargestFile = 16 * 1_048_576;

    /// <summary>Makes the draft, or says what is wrong with which field.</summary>
    /// <exception cref="AccessDeniedException">Not this person's account.</exception>
    /// <exception cref="VendorException">Kontur refused the request or did not answer; no draft is made here.</exception>
    public Task<LetterOutcome> RunAsync(Actor actor, string accountId, RequestInput request, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "draft.build-request", accountId, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            (note.LinkId, note.AccountId, note.Detail) = (link.Id, accountId, request.Kind);
            _ = await find.RunAsync(actor, accountId, cancellationToken) ?? throw new AccessDeniedException();
            var errors = new RequestRules(Sending.Today(clock)).Validate(request).Errors
                .GroupBy(failure => failure.PropertyName).ToDictionary(group => group.Key, group => group.First().ErrorMessage);
            var details = await accounts.RunAsync(actor, accountId, cancellationToken);
            var payer = details.Payers.FirstOrDefault(one => SetAddressing.KeyOf(one) == request.Payer);
            if (errors.Count == 0 && payer is null)
            {
                errors[nameof(RequestInput.Payer)] = "Такой организации в этой учётной записи нет";
            }

            var name = errors.Count > 0 ? null : await names.BodyAsync(Acting.SessionOf(link.Id), Authority.Tax, request.Code, cancellationToken);
            if (errors.Count == 0 && name is null)
            {
                errors[nameof(RequestInput.Code)] = "Такой инспекции нет в справочнике, или она больше не принимает документы";
            }

            if (errors.Count > 0)
            {
                note.Outcome = "invalid";
                return new LetterOutcome(null, errors);
            }

            var facts = FactsOf(request, payer!, name!);
            var said = new Addressing { PayerInn = payer!.Inn, PayerKpp = payer.Kpp };
            var to = Destination.Of(facts, said, details.Payers);
            var signer = (await certificates.RunAsync(actor, accountId, cancellationToken)).FirstOrDefault(choice => choice.WhyNot is null)?.Own;
            var sending = Sending.Of(to, said, signer, details.Warrants, hasWarrantFile: false, Sending.Today(clock))!;
            note.ObjectId = await BuildAsync(link.Id, accountId, request, facts, said with { IsBuiltForRepresentative = sending.IsForAnother }, to, sending, cancellationToken);
            return new LetterOutcome(note.ObjectId, errors);
        });

    private static ReportFacts FactsOf(RequestInput request, Payer payer, string inspection) => new()
    {
        Purpose = DraftPurpose.Request, Authority = Authority.Tax, FormName = $"Запрос: {request.Asked.Name}, {request.Span}", Inn = payer.Inn, Kpp = payer.Kpp, PayerName = payer.Name,
        Inspection = request.Code, FinalInspection = request.Code, InspectionName = inspection, Signer = request.Chief.Trim(),
    };

    // An unsent draft that is left behind at Kontur by a failure half way does nothing.
    private async Task<string> BuildAsync(
        string linkId, string accountId, RequestInput request, ReportFacts facts, Addressing said, Destination to, Sending sending, CancellationToken cancellationToken)
    {
        var (session, account) = (Acting.SessionOf(linkId), Guid.Parse(accountId));
        var made = await api.CreateAsync(session, account, KonturMeta.Of(to, said, sending, certificate: null), cancellationToken);
        var built = await api.BuildDocumentAsync(session, account, made.Id, request.Asked.Type, RequestContract.Version, RequestContract.Of(request, to, sending), cancellationToken);
        var contentId = built.Contents.FirstOrDefault(content => !content.Encrypted)?.ContentId
            ?? throw new ReportFileException("Контур составил запрос, но не отдал его файл. Попробуйте ещё раз.");
        var original = await keep.KeepAsync(session, account, contentId, LargestFile, cancellationToken);
        var now = clock.GetUtcNow();
        var draft = new Draft
        {
            Id = Guid.NewGuid().ToString(), LinkId = linkId, AccountId = accountId, State = DraftState.Editing, KonturDraftId = made.Id.ToString(), Facts = facts,
            Addressing = said, CreatedAt = now, ChangedAt = now,
        };
        var document = new DraftDocument
        {
            Id = built.Id.ToString(), DraftId = draft.Id, Kind = DocumentKind.Report, FileName = built.Description?.Filename ?? "Запрос.xml", Size = original.Size, Sha256 = original.Sha256,
            ContentId = contentId.ToString(), UploadedAt = now,
        };
        await drafts.AddAsync(draft, document, cancellationToken);
        return draft.Id;
    }
}
