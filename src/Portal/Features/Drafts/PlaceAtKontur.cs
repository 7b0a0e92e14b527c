using Portal.Access;
using Portal.Features.Accounts;
using Portal.Integrations.Http;
using Wire = Portal.Integrations.KonturExtern;

namespace Portal.Features.Drafts;

/// <summary>Makes the draft at Kontur equal to ours: its meta with the certificate, and every file under our own document id.</summary>
public sealed class PlaceAtKontur(Wire.IExternDraftsApi api, DraftStore drafts)
{
    private static readonly Wire.Urn WarrantType = new("urn:document:fns534-report-warrant");

    /// <summary>Returns Kontur's id of the draft. Everything but its first creation may be repeated without harm.</summary>
    /// <exception cref="VendorException">Kontur refused or did not answer.</exception>
    public async Task<Guid> PlaceAsync(Draft draft, Payer payer, AccountCertificate certificate, CancellationToken cancellationToken)
    {
        var session = Acting.SessionOf(draft.LinkId);
        var account = Guid.Parse(draft.AccountId);
        var meta = MetaOf(draft.Facts, payer, certificate);
        var id = await FindAsync(session, account, draft, meta, cancellationToken);
        if (id is null)
        {
            id = (await api.CreateAsync(session, account, meta, cancellationToken)).Id;
            await drafts.SetKonturDraftAsync(draft.Id, id.Value.ToString(), cancellationToken);
        }

        foreach (var document in await drafts.DocumentsAsync(draft.Id, cancellationToken))
        {
            var description = new Wire.DocumentRequestDescription
            {
                Type = document.Kind == DocumentKind.Warrant ? WarrantType : null,
                Filename = document.FileName, OriginalFilename = document.FileName, ContentType = "application/xml",
            };
            await api.PutDocumentAsync(
                session, account, id.Value, Guid.Parse(document.Id), new Wire.DocumentRequest(Guid.Parse(document.ContentId), description), cancellationToken);
        }

        return id.Value;
    }

    private async Task<Guid?> FindAsync(KonturSessionKey session, Guid account, Draft draft, Wire.DraftMetaRequest meta, CancellationToken cancellationToken)
    {
        if (draft.KonturDraftId is not { } known)
        {
            return null;
        }

        try
        {
            await api.PutMetaAsync(session, account, Guid.Parse(known), meta, cancellationToken);
            return Guid.Parse(known);
        }
        catch (VendorException error) when (error.Kind is VendorErrorKind.NotFound or VendorErrorKind.Conflict)
        {
            // Gone, or locked by a signature that was given up (contract drafts 0.6): an unsent draft left behind does nothing, a new one is made.
            return null;
        }
    }

    // The payer is the account's own; the KPP of the file counts only when the file is about that payer (a branch has a KPP of its own).
    private static Wire.DraftMetaRequest MetaOf(ReportFacts facts, Payer payer, AccountCertificate certificate) => new(
        new Wire.DraftSender { Inn = payer.Inn, Kpp = payer.Kpp, Certificate = new Wire.DraftCertificate(certificate.Content) },
        new Wire.DraftRecipient
        {
            IfnsCode = facts.FinalInspection, MriCode = facts.Inspection == facts.FinalInspection ? null : facts.Inspection,
        },
        new Wire.DraftPayer
        {
            Inn = payer.Inn,
            Organization = TaxNumbers.IsPerson(payer.Inn) ? null : new Wire.PayerOrganization(facts.Inn == payer.Inn && facts.Kpp is { } kpp ? kpp : payer.Kpp),
        });
}
