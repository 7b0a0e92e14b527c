using System.IO.Compression;
using Portal.Access;
using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;
using Portal.Integrations.Signing;
using Portal.Storage.Files;

namespace Portal.Features.Docflows.Reading;

/// <summary>Reads the plain copy of a document from Kontur, unpacks it, verifies every signature under it, and keeps both (contract drafts 5.2, 5.7).</summary>
public sealed class KeepContents(ContentDownload contents, IExternDocflowsApi api, ReadingStore store, FileStore files, TimeProvider clock)
{
    /// <summary>Bytes as they come, packed or not; larger documents are not read here.</summary>
    public const long MostPacked = 64L * 1024 * 1024;

    /// <summary>Bytes once unpacked.</summary>
    public const long MostUnpacked = 512L * 1024 * 1024;

    private const int MostSignatures = 20;

    /// <summary>Null when there is no plain copy. What is kept already is not read again.</summary>
    /// <exception cref="VendorException">Kontur did not give it.</exception>
    /// <exception cref="InvalidDataException">Larger than the limits, or not packed as told.</exception>
    public async Task<KeptContent?> KeepAsync(DocflowEntry entry, EntryDocument document, CancellationToken cancellationToken = default)
    {
        if (await store.FindAsync(entry.Id, document.DocumentId, cancellationToken) is { } kept && files.Has(kept.Sha256))
        {
            return kept;
        }

        if (document.ContentId is not { } contentId)
        {
            return null;
        }

        using var packed = new MemoryStream();
        await contents.ReadAsync(Acting.SessionOf(entry.LinkId), Guid.Parse(entry.AccountId), Guid.Parse(contentId), async (part, token) =>
        {
            if (packed.Length + part.Length > MostPacked)
            {
                throw new InvalidDataException("Larger than 64 MB.");
            }

            await packed.WriteAsync(part, token);
        }, cancellationToken);
        packed.Position = 0;
        await using var plain = await UnpackAsync(packed, document.Packing, cancellationToken);
        return await KeepAsync(entry, document, plain, cancellationToken);
    }

    /// <summary>Keeps plain bytes, wherever they come from, with the signatures that Kontur lists under the document.</summary>
    /// <exception cref="VendorException">The signatures could not be read.</exception>
    /// <exception cref="InvalidDataException">Larger than the limit.</exception>
    public async Task<KeptContent> KeepAsync(DocflowEntry entry, EntryDocument document, Stream plain, CancellationToken cancellationToken = default)
    {
        await using var writing = files.Begin();
        var buffer = new byte[81_920];
        var head = new MemoryStream();
        for (long size = 0, read; (read = await plain.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            size += read;
            await writing.WriteAsync(size > MostUnpacked ? throw new InvalidDataException("Larger than 512 MB unpacked.") : buffer.AsMemory(0, (int)read), cancellationToken);
            head.Write(buffer, 0, (int)Math.Min(read, Math.Max(0, FileKind.Looked - head.Length)));
        }

        var file = await writing.CommitAsync(cancellationToken);
        var (kind, media) = FileKind.Of(head.ToArray());
        var content = new KeptContent { Sha256 = file.Sha256, Size = file.Size, Kind = kind, Media = media };
        await store.KeepAsync(entry.Id, document.DocumentId, content, await VerifyAsync(entry, document, file.Sha256, cancellationToken), cancellationToken);
        return content;
    }

    private static async Task<Stream> UnpackAsync(MemoryStream packed, string? packing, CancellationToken cancellationToken)
    {
        switch (packing)
        {
            case "zip":
                var archive = await ZipArchive.CreateAsync(packed, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken);
                return archive.Entries is [var only] ? await only.OpenAsync(cancellationToken) : throw new InvalidDataException("A packed document holds one file.");
            case "gzip":
                return new GZipStream(packed, CompressionMode.Decompress);
            default:
                return packed;
        }
    }

    private async Task<IReadOnlyList<EntrySignature>> VerifyAsync(DocflowEntry entry, EntryDocument document, string sha256, CancellationToken cancellationToken)
    {
        var (session, account, docflow, id) = (Acting.SessionOf(entry.LinkId), Guid.Parse(entry.AccountId), Guid.Parse(entry.DocflowId), Guid.Parse(document.DocumentId));
        var verified = new List<EntrySignature>();
        foreach (var signature in (await api.ListSignaturesAsync(session, account, docflow, id, cancellationToken)).Take(MostSignatures))
        {
            var bytes = (await api.GetSignatureContentAsync(session, account, docflow, id, signature.Id, cancellationToken)).Bytes;
            await using var plain = files.Open(sha256)!;
            var verdict = await DetachedSignature.VerifyAsync(bytes, plain, cancellationToken);
            verified.Add(new EntrySignature
            {
                SignatureId = signature.Id.ToString(), DocumentId = document.DocumentId, Sha256 = (await files.SaveAsync(bytes, cancellationToken)).Sha256,
                Title = signature.Title ?? "", SignerType = signature.SignerType.Raw, Owner = verdict.Signer?.Owner ?? "", Thumbprint = verdict.Signer?.Thumbprint ?? "",
                Fault = verdict.Fault, SignedAt = verdict.Signer?.SignedAt, VerifiedAt = clock.GetUtcNow(),
            });
        }

        return verified;
    }
}
