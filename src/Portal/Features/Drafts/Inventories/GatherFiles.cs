using Portal.Access;
using Portal.Features.Accounts;
using Portal.Features.Audit;
using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;

namespace Portal.Features.Drafts.Inventories;

/// <summary>Gathers the files of an answer to a demand; they stay until the inventory is built or they are removed.</summary>
public sealed class GatherFiles(Acting acting, FindAccount accounts, InventoryFileStore store, TakeFile take, IExternDocflowsApi docflows, TimeProvider clock, AuditLog audit)
{
    /// <summary>What this person has gathered for a demand.</summary>
    /// <exception cref="NotLinkedException">The person is not linked.</exception>
    public async Task<IReadOnlyList<InventoryFile>> ListAsync(Actor actor, Guid demand, CancellationToken cancellationToken = default) =>
        await store.ListAsync((await acting.LinkOfAsync(actor, cancellationToken)).Id, demand.ToString(), cancellationToken);

    /// <summary>Takes one file; its id.</summary>
    /// <exception cref="AccessDeniedException">Not this person's account or demand.</exception>
    /// <exception cref="ReportFileException">The file cannot be taken; the reason is for the person.</exception>
    /// <exception cref="InvalidDataException">Empty, or not of the told length.</exception>
    /// <exception cref="VendorException">Kontur did not take it.</exception>
    public Task<string> AddAsync(Actor actor, string accountId, Guid demand, string fileName, Stream source, long? length, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "inventory.add-file", demand.ToString(), async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            (note.LinkId, note.AccountId, note.Detail) = (link.Id, accountId, fileName);
            _ = await accounts.RunAsync(actor, accountId, cancellationToken) ?? throw new AccessDeniedException();
            await CheckDemandAsync(link.Id, accountId, demand, cancellationToken);
            var others = await store.ListAsync(link.Id, demand.ToString(), cancellationToken);
            InventoryRules.Check(fileName, length, others.Count);
            var taken = await take.TakeAsync(Acting.SessionOf(link.Id), accountId, source, length, InventoryRules.Largest, cancellationToken);
            var file = new InventoryFile
            {
                Id = Guid.NewGuid().ToString(), LinkId = link.Id, AccountId = accountId, DocflowId = demand.ToString(), FileName = fileName, Size = taken.Original.Size, Sha256 = taken.Original.Sha256,
                ContentId = taken.ContentId, Item = others is [.., var last] ? last.Item : InventoryFile.FirstItem, UploadedAt = clock.GetUtcNow(),
            };
            await store.AddAsync(file, CancellationToken.None);
            return file.Id;
        });

    /// <summary>Sets which item of the demand a file answers; false when it is no item, or no file of this person's.</summary>
    /// <exception cref="NotLinkedException">The person is not linked.</exception>
    public Task<bool> SetItemAsync(Actor actor, string fileId, string item, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "inventory.change-file", fileId, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            (note.LinkId, note.Detail) = (link.Id, item);
            return InventoryFile.IsItem(item) && await store.SetItemAsync(link.Id, fileId, item, cancellationToken);
        });

    /// <summary>Removes a file; false when it is none of this person's.</summary>
    /// <exception cref="NotLinkedException">The person is not linked.</exception>
    public Task<bool> RemoveAsync(Actor actor, string fileId, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "inventory.change-file", fileId, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            (note.LinkId, note.Detail) = (link.Id, "removed");
            return await store.RemoveAsync(link.Id, [fileId], cancellationToken) > 0;
        });

    // Asked of Kontur in the person's own session: nobody gathers files below a docflow that is not shown to them.
    private async Task CheckDemandAsync(string linkId, string accountId, Guid demand, CancellationToken cancellationToken)
    {
        try
        {
            _ = await docflows.GetAsync(Acting.SessionOf(linkId), Guid.Parse(accountId), demand, cancellationToken);
        }
        catch (VendorException error) when (error.Kind is VendorErrorKind.NotFound or VendorErrorKind.Forbidden)
        {
            throw new AccessDeniedException();
        }
    }
}
