using Portal.Access;
using Portal.Storage.Files;

namespace Portal.Features.Docflows.Reading;

/// <summary>A kept file on its way to the browser; whoever gets it disposes of the bytes.</summary>
/// <param name="Inline">True when it is shown in the page, false for a download.</param>
public sealed record ServedFile(Stream Bytes, string Name, string Media, bool Inline);

/// <summary>The kept bytes of a document, its print form and its signatures, as files.</summary>
public sealed class OpenKeptFile(OpenDocument documents, ReadingStore store, FileStore files)
{
    /// <summary>The bytes; null when they are not kept (any more).</summary>
    /// <exception cref="AccessDeniedException">Not this person's.</exception>
    public async Task<ServedFile?> RunAsync(Actor actor, string entryId, string documentId, bool shown, CancellationToken cancellationToken = default)
    {
        var (_, document) = await documents.FindAsync(actor, entryId, documentId, cancellationToken);
        if (await store.FindAsync(entryId, documentId, cancellationToken) is not { } kept || files.Open(kept.Sha256) is not { } bytes)
        {
            return null;
        }

        var inline = shown && (kept.Kind is ReadableKind.Pdf or ReadableKind.Image);
        return new ServedFile(bytes, document.FileName ?? documentId, inline ? kept.Media : "application/octet-stream", inline);
    }

    /// <summary>The print form as PDF; null when there is none.</summary>
    /// <exception cref="AccessDeniedException">Not this person's.</exception>
    public async Task<ServedFile?> PrintAsync(Actor actor, string entryId, string documentId, CancellationToken cancellationToken = default)
    {
        var (_, document) = await documents.FindAsync(actor, entryId, documentId, cancellationToken);
        return await store.FindAsync(entryId, documentId, cancellationToken) is { PrintSha256: { } print } && files.Open(print) is { } bytes
            ? new ServedFile(bytes, Path.ChangeExtension(document.FileName ?? documentId, ".pdf"), "application/pdf", Inline: true)
            : null;
    }

    /// <summary>A signature (CMS, DER); null when it is not kept.</summary>
    /// <exception cref="AccessDeniedException">Not this person's.</exception>
    public async Task<ServedFile?> SignatureAsync(Actor actor, string entryId, string documentId, string signatureId, CancellationToken cancellationToken = default)
    {
        var (_, document) = await documents.FindAsync(actor, entryId, documentId, cancellationToken);
        var signature = (await store.SignaturesAsync(entryId, documentId, cancellationToken)).FirstOrDefault(one => one.SignatureId == signatureId);
        return signature is not null && files.Open(signature.Sha256) is { } bytes
            ? new ServedFile(bytes, $"{document.FileName ?? documentId}.sig", "application/pkcs7-signature", Inline: false)
            : null;
    }
}
