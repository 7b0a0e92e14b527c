using Portal.Access;
using Portal.Features.Accounts;
using Portal.Features.Audit;
using Portal.Integrations.Http;

namespace Portal.Features.Drafts.Inventories;

/// <summary>Takes a file for the answer to a demand; it stays until the inventory is built or it is removed.</summary>
public sealed class AddInventoryFile(Acting acting, FindAccount accounts, FindDemand demands, InventoryFileStore store, TakeFile take, TimeProvider clock, AuditLog audit)
{
    /// <summary>Takes one file; its id. The item of the last one is offered again.</summary>
    /// <param name="demand">Kontur's id of the docflow.</param>
    /// <param name="length">Bytes, when they are known.</param>
    /// <exception cref="AccessDeniedException">Not this person's account, or no demand that Kontur shows to this person.</exception>
    /// <exception cref="ReportFileException">The file cannot be taken; the reason is for the person.</exception>
    /// <exception cref="InvalidDataException">Empty, or not of the told length.</exception>
    /// <exception cref="VendorException">Kontur did not take it.</exception>
    public Task<string> RunAsync(Actor actor, string accountId, Guid demand, string fileName, Stream source, long? length, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "inventory.add-file", demand.ToString(), async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            (note.LinkId, note.AccountId, note.Detail) = (link.Id, accountId, fileName);
            _ = await accounts.RunAsync(actor, accountId, cancellationToken) ?? throw new AccessDeniedException();
            _ = await demands.RunAsync(actor, accountId, demand, cancellationToken) ?? throw new AccessDeniedException();
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
}
