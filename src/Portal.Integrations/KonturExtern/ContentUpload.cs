using System.Buffers;
using System.Net.Http.Headers;
using Portal.Integrations.Http;

namespace Portal.Integrations.KonturExtern;

/// <summary>
/// Uploads a content in parts of 4 MB with one buffer, never whole in memory (contract drafts section 3). A part that was surely not accepted is sent again at most twice;
/// so is a PUT with an unclear end, since it only writes the same bytes to the same place. Throws <see cref="VendorException"/>, and
/// <see cref="InvalidDataException"/> when the source is empty or not of the told length.
/// </summary>
public sealed class ContentUpload(IExternContentsApi contents, TimeProvider time)
{
    /// <summary>Size of a part in bytes; the vendor takes up to 64 MB.</summary>
    public const int PartBytes = 4 * 1024 * 1024;

    private const int Repeats = 2;

    /// <summary>
    /// Uploads the source and returns the content's id. <paramref name="length"/> is the number of bytes, or null when unknown;
    /// <paramref name="progress"/> gets the number of bytes the vendor has.
    /// </summary>
    public async Task<Guid> UploadAsync(KonturSessionKey session, Guid accountId, Stream source, long? length, IProgress<long>? progress, CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(PartBytes);
        var next = new byte[1];
        Guid? id = null;
        long sent = 0;
        var count = await source.ReadAtLeastAsync(buffer.AsMemory(0, PartBytes), PartBytes, throwOnEndOfStream: false, ct);
        if (count == 0)
        {
            throw new InvalidDataException("The content is empty.");
        }

        while (count > 0)
        {
            // One byte ahead tells whether this part is the last: only the last may name the total of a source of unknown length.
            var more = count == PartBytes && await source.ReadAsync(next, ct) == 1;
            var end = sent + count;
            if (length is { } told && (more ? end >= told : end != told))
            {
                throw new InvalidDataException($"The content is not of the told length of {told} bytes.");
            }

            var total = length ?? (more ? null : end);
            id = await SendPartAsync(session, accountId, id, new ReadOnlyMemory<byte>(buffer, 0, count), sent, total, ct);
            sent = end;
            progress?.Report(sent);
            if (!more)
            {
                break;
            }

            buffer[0] = next[0];
            count = 1 + await source.ReadAtLeastAsync(buffer.AsMemory(1, PartBytes - 1), PartBytes - 1, throwOnEndOfStream: false, ct);
        }

        // Returned only after an undisturbed end: a broken request might still be reading it, and must never read another person's file.
        ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        return id!.Value;
    }

    private async Task<Guid> SendPartAsync(
        KonturSessionKey session, Guid accountId, Guid? id, ReadOnlyMemory<byte> bytes, long from, long? total, CancellationToken ct)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var part = new ReadOnlyMemoryContent(bytes);
                part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
                var to = from + bytes.Length - 1;
                part.Headers.ContentRange = total is { } all ? new ContentRangeHeaderValue(from, to, all) : new ContentRangeHeaderValue(from, to) { Unit = "bytes" };
                var receipt = id is { } known
                    ? await contents.PutPartAsync(session, accountId, known, part, ct)
                    : await contents.PostPartAsync(session, accountId, part, ct);
                return id ?? receipt?.ContentId ?? throw new VendorException(VendorErrorKind.Unexpected, ExternErrors.Vendor, "The answer holds no content id.");
            }
            catch (VendorException failure) when (attempt < Repeats && MayRepeat(failure, isPut: id is not null))
            {
                await Task.Delay(TimeSpan.FromSeconds(attempt + 1), time, ct);
            }
        }
    }

    private static bool MayRepeat(VendorException failure, bool isPut) =>
        failure.Kind is VendorErrorKind.Unavailable or VendorErrorKind.Throttled && (isPut || !failure.IsUnclear);
}
