using Portal.Access;
using Portal.Storage.Files;

namespace Portal.Features.Drafts;

/// <summary>The PDF of a print form.</summary>
public sealed class OpenPrintForm(Acting acting, PrintFormStore forms, FileStore files)
{
    /// <summary>The bytes, which the caller disposes of; null when there is none (any more), or the file is another person's.</summary>
    /// <exception cref="NotLinkedException">The person acts for nobody.</exception>
    public async Task<Stream?> RunAsync(Actor actor, string draftId, string documentId, CancellationToken cancellationToken = default)
    {
        var link = await acting.LinkOfAsync(actor, cancellationToken);
        return await forms.FindAsync(link.Id, draftId, documentId, cancellationToken) is { Sha256: { } sha256 } ? files.Open(sha256) : null;
    }
}
