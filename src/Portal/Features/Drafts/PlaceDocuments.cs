using Portal.Access;
using Portal.Integrations.Http;
using Wire = Portal.Integrations.KonturExtern;

namespace Portal.Features.Drafts;

/// <summary>Makes the files of the draft at Kontur equal to ours: each under our own document id, what we no longer have is deleted there.</summary>
public sealed class PlaceDocuments(Wire.IExternDraftsApi api, DraftStore drafts, DraftDocumentStore documents, TakeFile take, TimeProvider clock)
{
    // 90 days of the contents service (contract drafts 3.2), less the time that a check, a signature and a sending may take.
    private static readonly TimeSpan Retention = TimeSpan.FromDays(88);

    /// <summary>May be repeated without harm.</summary>
    /// <param name="draft">Our draft.</param>
    /// <param name="to">Where it goes, which decides the types of its files.</param>
    /// <param name="konturDraft">The draft at Kontur.</param>
    /// <param name="isNew">It was just made, and holds nothing.</param>
    /// <param name="cancellationToken">Stops half way; the next run goes on.</param>
    /// <exception cref="OriginalMissingException">Kontur has dropped a file, and it is not kept here.</exception>
    /// <exception cref="VendorException">Kontur refused or did not answer.</exception>
    public async Task PlaceAsync(Draft draft, Destination to, Guid konturDraft, bool isNew, CancellationToken cancellationToken)
    {
        var (session, account) = (Acting.SessionOf(draft.LinkId), Guid.Parse(draft.AccountId));
        var own = await drafts.DocumentsAsync(draft.Id, cancellationToken);
        if (!isNew)
        {
            await RemoveOthersAsync(session, account, konturDraft, own, cancellationToken);
        }

        foreach (var document in own)
        {
            await PutAsync(session, account, konturDraft, DocumentTypes.Of(to, document.Kind), document, cancellationToken);
            await documents.SetPlacedAsync(document.Id, konturDraft.ToString(), cancellationToken);
        }
    }

    /// <summary>Puts the same files into a draft that was just made in another session.</summary>
    /// <exception cref="OriginalMissingException">Kontur has dropped a file, and it is not kept here.</exception>
    /// <exception cref="VendorException">Kontur refused or did not answer.</exception>
    internal async Task CopyAsync(KonturSessionKey session, Draft draft, Destination to, Guid copy, CancellationToken cancellationToken)
    {
        foreach (var document in await drafts.DocumentsAsync(draft.Id, cancellationToken))
        {
            await PutAsync(session, Guid.Parse(draft.AccountId), copy, DocumentTypes.Of(to, document.Kind), document, cancellationToken);
        }
    }

    private async Task RemoveOthersAsync(KonturSessionKey session, Guid account, Guid konturDraft, IReadOnlyList<DraftDocument> own, CancellationToken cancellationToken)
    {
        var wire = await api.GetAsync(session, account, konturDraft, cancellationToken);
        var known = own.Select(document => Guid.Parse(document.Id)).ToHashSet();
        foreach (var link in wire.Documents)
        {
            if (Guid.TryParse(link.Href?.Split('?')[0].TrimEnd('/').Split('/')[^1], out var there) && !known.Contains(there))
            {
                try
                {
                    await api.DeleteDocumentAsync(session, account, konturDraft, there, cancellationToken);
                }
                catch (VendorException error) when (error.Kind == VendorErrorKind.NotFound)
                {
                    // It is gone, which is what was wanted.
                }
            }
        }
    }

    private async Task PutAsync(KonturSessionKey session, Guid account, Guid konturDraft, Wire.Urn? type, DraftDocument document, CancellationToken cancellationToken)
    {
        var isOld = document.MissingAt is not null || clock.GetUtcNow() - document.UploadedAt >= Retention;
        var contentId = isOld ? await take.GiveAgainAsync(session, account.ToString(), document, cancellationToken) : document.ContentId;
        try
        {
            await api.PutDocumentAsync(session, account, konturDraft, Guid.Parse(document.Id), RequestOf(type, document, contentId), cancellationToken);
        }
        catch (VendorException error) when (!isOld && (error.Kind == VendorErrorKind.NotFound || (error.Kind == VendorErrorKind.Rejected && take.Keeps(document))))
        {
            // The content was dropped earlier than promised. A refusal for another reason comes again.
            contentId = await take.GiveAgainAsync(session, account.ToString(), document, cancellationToken);
            await api.PutDocumentAsync(session, account, konturDraft, Guid.Parse(document.Id), RequestOf(type, document, contentId), cancellationToken);
        }
    }

    private static Wire.DocumentRequest RequestOf(Wire.Urn? type, DraftDocument document, string contentId) => new(Guid.Parse(contentId), new Wire.DocumentRequestDescription
    {
        Type = type, Filename = document.FileName, OriginalFilename = document.FileName, ContentType = DocumentRules.ContentTypeOf(document.FileName),
    });
}
