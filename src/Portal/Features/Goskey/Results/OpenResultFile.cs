using Portal.Access;
using Portal.Features.Audit;
using Portal.Storage.Files;

namespace Portal.Features.Goskey.Results;

/// <summary>A file that belongs to a document of a package.</summary>
public enum ResultFile
{
    /// <summary>The document as it was sent.</summary>
    Original,

    /// <summary>Our signature of it.</summary>
    SenderSignature,

    /// <summary>The recipient's signature.</summary>
    RecipientSignature,

    /// <summary>The document as it came back.</summary>
    Returned,
}

/// <summary>A kept file on its way to the browser; whoever gets it disposes of the bytes.</summary>
/// <param name="Bytes">Forward only.</param>
/// <param name="Name">By the document's name on the screen.</param>
/// <param name="IsPdf">It went as a PDF, which the page may show.</param>
public sealed record OpenedResult(Stream Bytes, string Name, bool IsPdf);

/// <summary>One kept file of a package's document: also of a draft, whose originals alone are there.</summary>
public sealed class OpenResultFile(PackageStore packages, FileStore files, AuditLog audit)
{
    /// <summary>The file; null when there is none (yet).</summary>
    /// <exception cref="AccessDeniedException">Not this person's package, or no document of it.</exception>
    public Task<OpenedResult?> RunAsync(Actor actor, string packageId, string documentId, ResultFile what, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, what == ResultFile.Original ? "goskey.open-document" : "goskey.open-result", packageId, async note =>
        {
            var document = await packages.FindAsync(actor.PersonId, packageId, cancellationToken) is null ? null
                : (await packages.DocumentsAsync(packageId, cancellationToken)).FirstOrDefault(one => one.Id == documentId);
            if (document is null)
            {
                throw new AccessDeniedException();
            }

            var sha256 = Sha256Of(document, what);
            note.Detail = $"{what}, {document.DisplayName}{(sha256 is null ? "" : $", sha256 {sha256}")}";
            if (sha256 is null || files.Open(sha256) is not { } bytes)
            {
                note.Outcome = "missing";
                return null;
            }

            return new OpenedResult(
                bytes, NameOf(document.DisplayName, what), what == ResultFile.Original && document.WireName.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase));
        });

    /// <summary>Where the file is kept; null when there is none.</summary>
    internal static string? Sha256Of(PackageDocument document, ResultFile what) => what switch
    {
        ResultFile.Original => document.Sha256,
        ResultFile.SenderSignature => document.SenderSignature,
        ResultFile.RecipientSignature => document.RecipientSignature,
        _ => document.ReturnedSha256,
    };

    /// <summary>Its name beside the original.</summary>
    internal static string NameOf(string displayName, ResultFile what) => what switch
    {
        ResultFile.SenderSignature => $"{displayName}.отправитель.sig",
        ResultFile.RecipientSignature => $"{displayName}.получатель.sig",
        ResultFile.Returned => $"{Path.GetFileNameWithoutExtension(displayName)} (вернулся){Path.GetExtension(displayName)}",
        _ => displayName,
    };
}
