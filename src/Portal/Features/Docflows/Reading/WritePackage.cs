using System.IO.Compression;
using System.Text;
using Portal.Access;
using Portal.Features.Audit;
using Portal.Integrations.Http;
using Portal.Storage.Files;

namespace Portal.Features.Docflows.Reading;

/// <summary>«Пакет для проверки или суда»: every readable document of a docflow with its signatures and an index that a person can read.</summary>
public sealed class WritePackage(Acting acting, DocflowStore docflows, ReadingStore store, KeepContents keep, FileStore files, TimeProvider clock, AuditLog audit)
{
    private const int LongestName = 120;

    /// <summary>The docflow it is made of, for its name; asked before the first byte leaves.</summary>
    /// <exception cref="AccessDeniedException">Not this person's.</exception>
    public async Task<DocflowEntry> FindAsync(Actor actor, string entryId, CancellationToken cancellationToken = default) =>
        await docflows.FindAsync((await acting.LinkOfAsync(actor, cancellationToken)).Id, entryId, cancellationToken) ?? throw new AccessDeniedException();

    /// <summary>Reads what is not kept yet and returns every document with its bytes; done before the first byte leaves, so that a failure is told and not cut off.</summary>
    /// <exception cref="AccessDeniedException">Not this person's.</exception>
    /// <exception cref="VendorException">A document was never read and Kontur does not give it now.</exception>
    public Task<Package> RunAsync(Actor actor, string entryId, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "docflow.package", entryId, async note =>
        {
            var entry = await FindAsync(actor, entryId, cancellationToken);
            (note.LinkId, note.AccountId) = (entry.LinkId, entry.AccountId);
            var parts = new List<PackagePart>();
            foreach (var (document, number) in (await docflows.DocumentsAsync(entryId, cancellationToken)).Select((document, i) => (document, i + 1)))
            {
                var (content, trouble) = await TakeAsync(entry, document, cancellationToken);
                var signatures = await store.SignaturesAsync(entryId, document.DocumentId, cancellationToken);
                parts.Add(new PackagePart(document, $"{number:00} {Safe(document.FileName ?? document.DocumentId)}", content, signatures, trouble));
            }

            return new Package(entry, parts, clock.GetUtcNow());
        });

    /// <summary>Writes the archive; the stream stays open.</summary>
    public async Task WriteAsync(Package package, Stream to, CancellationToken cancellationToken = default)
    {
        await using var archive = await ZipArchive.CreateAsync(to, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: Encoding.UTF8, cancellationToken);
        await WriteAsync(archive, "", package, cancellationToken);
    }

    /// <summary>Writes it into an archive, below a folder.</summary>
    /// <param name="folder">With the slash at its end; empty for none.</param>
    internal async Task WriteAsync(ZipArchive archive, string folder, Package package, CancellationToken cancellationToken)
    {
        await WriteAsync(archive, folder + "Опись.html", new MemoryStream(Encoding.UTF8.GetBytes(PackageIndex.Write(package))), cancellationToken);
        foreach (var part in package.Parts.Where(part => part.Content is not null))
        {
            await WriteAsync(archive, folder + part.Name, files.Open(part.Content!.Sha256), cancellationToken);
            foreach (var (signature, number) in part.Signatures.Select((signature, i) => (signature, i + 1)))
            {
                await WriteAsync(archive, folder + part.NameOf(number), files.Open(signature.Sha256), cancellationToken);
            }
        }
    }

    private static async Task WriteAsync(ZipArchive archive, string name, Stream? bytes, CancellationToken cancellationToken)
    {
        await using var from = bytes ?? throw new InvalidDataException($"«{name}» is no longer kept.");
        await using var entry = await archive.CreateEntry(name).OpenAsync(cancellationToken);
        await from.CopyToAsync(entry, cancellationToken);
    }

    private static string Safe(string name)
    {
        var kept = string.Concat(name.Select(letter => char.IsControl(letter) || @"\/:*?""<>|".Contains(letter, StringComparison.Ordinal) ? '_' : letter));
        return kept.Length > LongestName ? kept[..(LongestName - 10)] + Path.GetExtension(kept) : kept;
    }

    // A document too large for the portal is named in the index; one that Kontur does not give now stops the package: an incomplete one would pass for whole.
    private async Task<(KeptContent? Content, string? Trouble)> TakeAsync(DocflowEntry entry, EntryDocument document, CancellationToken cancellationToken)
    {
        try
        {
            return await keep.KeepAsync(entry, document, cancellationToken) is { } content ? (content, null) : (null, document.Encrypted == 1 ? "не вошёл в пакет: зашифрован" : "не вошёл в пакет: у Контура нет его содержимого");
        }
        catch (InvalidDataException)
        {
            return (null, "не вошёл в пакет: больше 64 МБ");
        }
    }
}
