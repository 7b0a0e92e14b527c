using Portal.Access;
using Portal.Features.Audit;
using Portal.Storage.Files;

namespace Portal.Features.Goskey.New;

/// <summary>A document of a package as its author uploaded it.</summary>
public sealed class OpenPackageFile(PackageStore packages, FileStore files, AuditLog audit)
{
    /// <summary>The document and its bytes, which the caller disposes of; the bytes are null when they are not kept.</summary>
    /// <exception cref="AccessDeniedException">Not this person's package, or no document of it.</exception>
    public Task<(PackageDocument Document, Stream? Bytes)> RunAsync(Actor actor, string packageId, string documentId, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "goskey.open-document", packageId, async note =>
        {
            var document = await packages.FindAsync(actor.PersonId, packageId, cancellationToken) is null ? null
                : (await packages.DocumentsAsync(packageId, cancellationToken)).FirstOrDefault(one => one.Id == documentId);
            note.Detail = document is null ? null : $"{document.DisplayName}, sha256 {document.Sha256}";
            return document is null ? throw new AccessDeniedException() : (document, files.Open(document.Sha256));
        });
}
