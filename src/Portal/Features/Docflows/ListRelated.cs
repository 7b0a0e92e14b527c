using Portal.Access;
using Portal.Features.Docflows.List;
using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;

namespace Portal.Features.Docflows;

/// <summary>What a docflow answers and what answers it, from the store; answers to a demand, which no list shows, are asked for at Kontur first (contract drafts 5.1, 5.7).</summary>
public sealed class ListRelated(Acting acting, DocflowStore store, DocflowListStore list, ReadDocflowList read)
{
    /// <summary>At most 100, the newest first.</summary>
    /// <exception cref="AccessDeniedException">Not this person's docflow.</exception>
    public async Task<IReadOnlyList<DocflowEntry>> RunAsync(Actor actor, string entryId, CancellationToken cancellationToken = default)
    {
        var link = await acting.LinkOfAsync(actor, cancellationToken);
        return await list.RelatedAsync(await store.FindAsync(link.Id, entryId, cancellationToken) ?? throw new AccessDeniedException(), cancellationToken);
    }

    /// <summary>The same after Kontur was asked; when it does not answer, what is stored.</summary>
    /// <exception cref="AccessDeniedException">Not this person's docflow.</exception>
    public async Task<IReadOnlyList<DocflowEntry>> RefreshAsync(Actor actor, string entryId, CancellationToken cancellationToken = default)
    {
        var link = await acting.LinkOfAsync(actor, cancellationToken);
        var entry = await store.FindAsync(link.Id, entryId, cancellationToken) ?? throw new AccessDeniedException();
        if (DocflowWords.Last(entry.Type) == "fns534-demand")
        {
            var attachments = (await store.DocumentsAsync(entryId, cancellationToken)).Where(document => DocflowWords.Last(document.Type) == "fns534-demand-attachment");
            try
            {
                await read.ReadInventoriesAsync(entry, [.. attachments.Select(document => Guid.Parse(document.DocumentId))], cancellationToken);
            }
            catch (VendorException)
            {
                // What is stored is shown; the page itself says when Kontur does not answer.
            }
        }

        return await list.RelatedAsync(entry, cancellationToken);
    }
}
