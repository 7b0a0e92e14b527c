using System.Net;
using Portal.Integrations.Http;

namespace Portal.Integrations.KonturExtern;

/// <summary>Reads a content of the contents service to its end, in ranges (contract drafts 3.2: at most 64 MB a request). Throws <see cref="VendorException"/>.</summary>
public sealed class ContentDownload(IExternContentsApi contents)
{
    private const int RangeBytes = 16 * 1024 * 1024;

    /// <summary>Hands over the bytes in order.</summary>
    public async Task ReadAsync(
        KonturSessionKey session, Guid accountId, Guid contentId, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> write, CancellationToken ct)
    {
        var buffer = new byte[65_536];
        for (long from = 0; ;)
        {
            using var answer = await contents.GetAsync(session, accountId, contentId, $"bytes={from}-{from + RangeBytes - 1}", ct);
            var total = answer.Content.Headers.ContentRange?.Length;
            var before = from;
            try
            {
                await using var body = await answer.Content.ReadAsStreamAsync(ct);
                for (int read; (read = await body.ReadAsync(buffer, ct)) > 0; from += read)
                {
                    await write(buffer.AsMemory(0, read), ct);
                }
            }
            catch (Exception broken) when (broken is IOException or HttpRequestException)
            {
                throw new VendorException(VendorErrorKind.Unavailable, ExternErrors.Vendor, innerException: broken);
            }

            // The published samples answer 200 for a part as well: only a told total says where the end is.
            if (from == before || from >= (total ?? from) || (answer.StatusCode == HttpStatusCode.OK && total is null))
            {
                return;
            }
        }
    }
}
