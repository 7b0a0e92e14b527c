using Portal.Integrations.Http;
using Wire = Portal.Integrations.KonturExtern;

namespace Portal.Features.Drafts.Inventories;

/// <summary>What a builder has made: Kontur's ids of the drafts, and our ids of the files that are in none, each with the reason.</summary>
public sealed record BuiltInventory(IReadOnlyList<Guid> Drafts, IReadOnlyList<(string Id, string Why)> Bad);

/// <summary>Lets Kontur's builder make drafts of files (contract drafts 4): a document for each, then the build, which is waited for.</summary>
public sealed class InventoryBuilder(Wire.IExternDraftsBuildersApi builders, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Builds; a builder left behind by a failure half way does nothing.</summary>
    /// <exception cref="ReportFileException">It took too long, or came to nothing; the reason is for the person.</exception>
    /// <exception cref="VendorException">Kontur refused or did not answer.</exception>
    public async Task<BuiltInventory> BuildAsync(
        KonturSessionKey session, Guid account, Wire.DraftMetaRequest meta, AnsweredDocflow answered, IReadOnlyList<InventoryFile> files, CancellationToken cancellationToken)
    {
        var related = new Wire.InventoryData(new Wire.InventoryRelation(Guid.Parse(answered.DocflowId), Guid.Parse(answered.DocumentId!)));
        var builder = await builders.CreateAsync(
            session, account, new Wire.DraftsBuilderRequest(meta.Sender, meta.Payer, meta.Recipient, Wire.DraftsBuilderRequest.Inventory, related, meta.DraftOptions), cancellationToken);
        var documents = new Dictionary<Guid, string>();
        foreach (var file in files)
        {
            var document = await builders.AddDocumentAsync(
                session, account, builder.Id, new Wire.BuilderDocumentRequest(new Wire.BuilderDocumentData(file.Item, InventoryRules.TypeOf(file.FileName))), cancellationToken);
            documents[document.Id] = file.Id;
            await builders.AddFileAsync(
                session, account, builder.Id, document.Id,
                new Wire.BuilderFileRequest(Guid.Parse(file.ContentId), new Wire.BuilderFileMeta(file.FileName, new Wire.BuilderFileData(1, IsFileEncrypted: false))), cancellationToken);
        }

        var task = await builders.BuildAsync(session, account, builder.Id, ct: cancellationToken);
        for (var began = clock.GetUtcNow(); task.IsRunning; task = await builders.GetTaskAsync(session, account, builder.Id, task.Id, cancellationToken))
        {
            if (clock.GetUtcNow() - began > Patience)
            {
                throw new ReportFileException("Контур составляет опись дольше трёх минут. Файлы на месте: попробуйте ещё раз позже.");
            }

            await Task.Delay(Pause, clock, cancellationToken);
        }

        var built = task.AsBuilt() ?? throw new ReportFileException(task.Error?.Message ?? "Контур не составил опись. Файлы на месте: попробуйте ещё раз.");
        return new BuiltInventory(built.DraftIds, [.. built.ErrorDraftsBuilderDocuments.Where(bad => documents.ContainsKey(bad.DocumentId)).Select(bad => (documents[bad.DocumentId], bad.ErrorMessage ?? "Контур не принял этот файл."))]);
    }
}
