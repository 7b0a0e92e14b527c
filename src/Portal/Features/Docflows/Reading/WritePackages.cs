using System.IO.Compression;
using System.Globalization;
using System.Text;
using Portal.Access;
using Portal.Features.Audit;

namespace Portal.Features.Docflows.Reading;

/// <summary>The packages of several docflows in one archive, a folder each.</summary>
public sealed class WritePackages(WritePackage one, AuditLog audit)
{
    /// <summary>The most in one archive.</summary>
    public const int Most = 20;

    /// <summary>Reads what is not kept yet; done before the first byte leaves.</summary>
    /// <exception cref="AccessDeniedException">One of them is not this person's.</exception>
    /// <exception cref="Portal.Integrations.Http.VendorException">A document was never read and Kontur does not give it now.</exception>
    public Task<IReadOnlyList<Package>> RunAsync(Actor actor, IReadOnlyList<string> entryIds, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "docflows.packages", null, async note =>
        {
            var packages = new List<Package>();
            foreach (var entryId in entryIds.Distinct(StringComparer.Ordinal).Take(Most))
            {
                packages.Add(await one.RunAsync(actor, entryId, cancellationToken));
            }

            note.Detail = string.Create(CultureInfo.InvariantCulture, $"{packages.Count} docflows");
            return (IReadOnlyList<Package>)packages;
        });

    /// <summary>Writes the archive; the stream stays open.</summary>
    public async Task WriteAsync(IReadOnlyList<Package> packages, Stream to, CancellationToken cancellationToken = default)
    {
        await using var archive = await ZipArchive.CreateAsync(to, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: Encoding.UTF8, cancellationToken);
        foreach (var (package, number) in packages.Select((package, i) => (package, i + 1)))
        {
            await one.WriteAsync(archive, string.Create(CultureInfo.InvariantCulture, $"{number:00} {Path.GetFileNameWithoutExtension(package.Name)}/"), package, cancellationToken);
        }
    }
}
