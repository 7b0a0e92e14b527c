using Portal.Access;
using Portal.Features.Accounts;
using Portal.Integrations.Http;
using Wire = Portal.Integrations.KonturExtern;

namespace Portal.Features.Drafts;

/// <summary>Makes the draft at Kontur equal to ours: its meta with the certificate, and every file under our own document id.</summary>
public sealed class PlaceAtKontur(Wire.IExternDraftsApi api, DraftStore drafts, PlaceDocuments documents)
{
    /// <summary>Returns Kontur's id of the draft. Everything but its first creation may be repeated without harm.</summary>
    /// <exception cref="VendorException">Kontur refused or did not answer.</exception>
    /// <exception cref="OriginalMissingException">Kontur has dropped a file that is not kept here.</exception>
    public async Task<Guid> PlaceAsync(Draft draft, Destination to, Sending sending, AccountCertificate certificate, CancellationToken cancellationToken)
    {
        var session = Acting.SessionOf(draft.LinkId);
        var account = Guid.Parse(draft.AccountId);
        var meta = KonturMeta.Of(to, draft.Addressing, sending, certificate.Content);
        var id = await FindAsync(session, account, draft, meta, cancellationToken);
        var isNew = id is null;
        if (id is null)
        {
            id = (await api.CreateAsync(session, account, meta, cancellationToken)).Id;
            await drafts.SetKonturDraftAsync(draft.Id, id.Value.ToString(), cancellationToken);
        }

        await documents.PlaceAsync(draft, to, id.Value, isNew, cancellationToken);
        return id.Value;
    }

    /// <summary>Makes a draft of the same contents in the session of another link: what a colleague signs. An unsent one does nothing at Kontur.</summary>
    /// <exception cref="VendorException">Kontur refused or did not answer.</exception>
    /// <exception cref="OriginalMissingException">Kontur has dropped a file that is not kept here.</exception>
    internal async Task<Guid> CopyAsync(
        string linkId, Draft draft, Destination to, Sending sending, AccountCertificate certificate, CancellationToken cancellationToken)
    {
        var (session, account) = (Acting.SessionOf(linkId), Guid.Parse(draft.AccountId));
        var id = (await api.CreateAsync(session, account, KonturMeta.Of(to, draft.Addressing, sending, certificate.Content), cancellationToken)).Id;
        await documents.CopyAsync(session, draft, to, id, cancellationToken);
        return id;
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
}
