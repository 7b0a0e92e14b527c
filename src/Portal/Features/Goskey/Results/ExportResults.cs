using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Portal.Access;
using Portal.Features.Audit;
using Portal.Integrations.Signing;
using Portal.Storage.Files;

namespace Portal.Features.Goskey.Results;

/// <summary>One archive with all that proves what became of a package: originals, both signatures, certificates, the request, the report, and SHA-256 of everything.</summary>
public sealed class ExportResults(PackageStore packages, FileStore files, AuditLog audit)
{
    /// <summary>What will be in the archive; done before its first byte leaves, so that a failure is told and not cut off.</summary>
    /// <exception cref="AccessDeniedException">Not this person's package.</exception>
    /// <exception cref="InvalidDataException">A file is no longer kept: an archive without it would pass for whole.</exception>
    public Task<ResultsArchive> RunAsync(Actor actor, string packageId, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "goskey.export-results", packageId, async note =>
        {
            var package = await packages.FindAsync(actor.PersonId, packageId, cancellationToken) ?? throw new AccessDeniedException();
            var documents = await packages.DocumentsAsync(packageId, cancellationToken);
            var entries = new List<ArchiveEntry>();
            foreach (var (document, number) in documents.Select((document, i) => (document, i + 1)))
            {
                entries.AddRange(Of(document, number));
            }

            if (package is { RequestSha256: { } request, RequestSignature: { } signature })
            {
                entries.Add(new ArchiveEntry("Запрос/req.xml", request));
                entries.Add(new ArchiveEntry("Запрос/req.xml.sig", signature));
            }

            entries.AddRange(await CertificatesAsync(documents, cancellationToken));
            entries.Add(Made("report.json", PackageReport.Of(package, documents).ToJson()));
            if (entries.FirstOrDefault(entry => entry.Made is null && !files.Has(entry.Sha256)) is { } lost)
            {
                throw new InvalidDataException($"«{lost.Name}» is no longer kept.");
            }

            entries.Add(Made("manifest.txt", Encoding.UTF8.GetBytes(string.Concat(entries.Select(entry => $"{entry.Sha256}  {entry.Name}\n")))));
            note.Detail = string.Create(CultureInfo.InvariantCulture, $"{entries.Count} files");
            return new ResultsArchive(package, entries);
        });

    /// <summary>Writes the archive; the stream stays open.</summary>
    public async Task WriteAsync(ResultsArchive archive, Stream to, CancellationToken cancellationToken = default)
    {
        await using var zip = await ZipArchive.CreateAsync(to, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: Encoding.UTF8, cancellationToken);
        foreach (var entry in archive.Entries)
        {
            await using var target = await zip.CreateEntry(entry.Name).OpenAsync(cancellationToken);
            if (entry.Made is { } bytes)
            {
                await target.WriteAsync(bytes, cancellationToken);
                continue;
            }

            await using var kept = files.Open(entry.Sha256) ?? throw new InvalidDataException($"«{entry.Name}» is no longer kept.");
            await kept.CopyToAsync(target, cancellationToken);
        }
    }

    // A copy that came back is there only when it is another one than went.
    private static IEnumerable<ArchiveEntry> Of(PackageDocument document, int number)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{number:00} {ResultsArchive.SafeName(document.DisplayName)}");
        return from what in Enum.GetValues<ResultFile>()
               where what != ResultFile.Returned || document.ReturnedSha256 != document.Sha256
               let sha256 = OpenResultFile.Sha256Of(document, what)
               where sha256 is not null
               select new ArchiveEntry(OpenResultFile.NameOf(name, what), sha256);
    }

    // The signer's own certificate is in the signature; the others are those that the verification went by.
    private async Task<IReadOnlyList<ArchiveEntry>> CertificatesAsync(IReadOnlyList<PackageDocument> documents, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, ArchiveEntry>(StringComparer.Ordinal);
        foreach (var document in documents)
        {
            if (document.RecipientSignature is { } sha256 && await files.ReadAsync(sha256, cancellationToken) is { } signature && SignerOf(signature) is { } signer)
            {
                found.TryAdd(signer.Thumbprint, Made($"Сертификаты/Подписавший {signer.SerialNumber}.cer", signer.Der.ToArray()));
            }

            foreach (var issuer in DocumentReport.Of(document)?.Chain.Where(one => one.Der is not null) ?? [])
            {
                found.TryAdd(issuer.Thumbprint, Made($"Сертификаты/Центр {issuer.SerialNumber}.cer", issuer.Der!));
            }
        }

        return [.. found.Values];
    }

    // Whatever the signature covers: only its certificate is asked for.
    private static CertificateFacts? SignerOf(byte[] signature) => DetachedSignature.Verify(signature, ContentDigest.Of([], GostAlgorithm.Bits256)).Signer?.Certificate;

    private static ArchiveEntry Made(string name, byte[] bytes) => new(name, Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes);
}
