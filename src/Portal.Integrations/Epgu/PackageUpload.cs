using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Portal.Integrations.Http;

namespace Portal.Integrations.Epgu;

/// <summary>Sends a package to EPGU, from a file, a block at a time (contract goskey 3.2, 3.3). Never repeated but after a 401, which refuses before anything is done.</summary>
public sealed class PackageUpload
{
    /// <summary>Bytes of the largest package that goes in one request.</summary>
    public const long LargestWhole = 50_000_000;

    /// <summary>Bytes of a chunk of a larger one.</summary>
    public const long ChunkSize = 25_000_000;

    /// <summary>How long the chunks before the last may take; EPGU waits five minutes for the whole series.</summary>
    public static readonly TimeSpan SeriesTime = TimeSpan.FromMinutes(4);

    private readonly IEpguFileApi api;
    private readonly TimeProvider clock;

    internal PackageUpload(IEpguFileApi api, TimeProvider clock) => (this.api, this.clock) = (api, clock);

    /// <summary>Creates an order and sends its package in one request (3.2): irreversible, and a lost answer leaves its number unknown.</summary>
    /// <returns>The number.</returns>
    /// <exception cref="VendorException">Refused, or unclear.</exception>
    public async Task<long> PushAsync(EsiaKey key, OrderMeta meta, string path, CancellationToken cancellationToken = default)
    {
        using var answer = await OnceMoreAsync(() => api.PushAsync(key, Form(meta, [], "package.zip", path, 0, LengthOf(path)), cancellationToken));
        return await NumberAsync(answer, cancellationToken);
    }

    /// <summary>
    /// Sends the package of a reserved order (3.3): whole up to <see cref="LargestWhole"/>, else in chunks, the first alone, the last alone, those between side by side. The last one
    /// sends it: irreversible. Until then nothing has happened, and the order is an abandoned draft when it ends.
    /// </summary>
    /// <param name="beforeLast">Called before the last chunk leaves: whoever sends puts the intent on disk here, or throws. Gives the token that may end that chunk.</param>
    /// <param name="sent">Told of the bytes of each chunk that was taken, from any thread.</param>
    /// <exception cref="VendorException">Refused, or unclear; whether it went is asked for by the number.</exception>
    /// <exception cref="LateSeriesException">The chunks took longer than EPGU waits for; the last one was not sent.</exception>
    public async Task SendAsync(
        EsiaKey key, OrderMeta meta, long orderId, string path, Func<Task<CancellationToken>>? beforeLast = null, Action<long>? sent = null, CancellationToken cancellationToken = default)
    {
        var length = LengthOf(path);
        var chunks = length <= LargestWhole ? 1 : (int)((length + ChunkSize - 1) / ChunkSize);
        var begun = clock.GetTimestamp();
        if (chunks > 1)
        {
            await ChunkAsync(0, cancellationToken);
            await Parallel.ForEachAsync(
                Enumerable.Range(1, chunks - 2), new ParallelOptions { MaxDegreeOfParallelism = 3, CancellationToken = cancellationToken }, async (number, token) => await ChunkAsync(number, token));
            if (clock.GetElapsedTime(begun) > SeriesTime)
            {
                throw new LateSeriesException();
            }
        }

        // Only 200 says that sending begins (3.3): after anything else it may not.
        if (await ChunkAsync(chunks - 1, beforeLast is null ? cancellationToken : await beforeLast()) is not HttpStatusCode.OK and var status)
        {
            throw new VendorException(VendorErrorKind.Unexpected, EpguErrors.Vendor, statusCode: status, isUnclear: true);
        }

        async Task<HttpStatusCode> ChunkAsync(int number, CancellationToken token)
        {
            var offset = number * ChunkSize;
            var size = chunks == 1 ? length : Math.Min(ChunkSize, length - offset);
            List<(string, string)> fields = [("orderId", orderId.ToString(CultureInfo.InvariantCulture))];
            if (chunks > 1)
            {
                fields.AddRange([("chunks", chunks.ToString(CultureInfo.InvariantCulture)), ("chunk", number.ToString(CultureInfo.InvariantCulture))]);
            }

            using var answer = await OnceMoreAsync(() => api.PushChunkAsync(key, Form(meta, fields, chunks == 1 ? "package.zip" : $"package.z{number + 1:000}", path, offset, size), token));
            sent?.Invoke(size);
            return answer.StatusCode;
        }
    }

    private static async Task<HttpResponseMessage> OnceMoreAsync(Func<Task<HttpResponseMessage>> send)
    {
        try
        {
            return await send();
        }
        catch (VendorException refused) when (refused.Kind == VendorErrorKind.SignedOut && refused.Vendor == EpguErrors.Vendor)
        {
            return await send();
        }
    }

    private static async Task<long> NumberAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
            return (await JsonSerializer.DeserializeAsync<OrderNumber>(body, EpguJson.Options, cancellationToken))!.OrderId;
        }
        catch (Exception unread) when (unread is JsonException or NullReferenceException or IOException)
        {
            throw new VendorException(VendorErrorKind.Unexpected, EpguErrors.Vendor, statusCode: answer.StatusCode, isUnclear: true, innerException: unread);
        }
    }

    private static MultipartFormDataContent Form(OrderMeta meta, IReadOnlyList<(string Name, string Value)> fields, string name, string path, long offset, long length)
    {
        var form = new MultipartFormDataContent { { new StringContent(JsonSerializer.Serialize(meta, EpguJson.Options), Encoding.UTF8, "application/json"), "meta" } };
        foreach (var (field, value) in fields)
        {
            var text = new StringContent(value);
            text.Headers.ContentType = null;
            form.Add(text, field);
        }

        var file = new FileSliceContent(path, offset, length);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
        form.Add(file, "file", name);
        return form;
    }

    private static long LengthOf(string path) => new FileInfo(path).Length;
}

/// <summary>A series of chunks took longer than EPGU waits for (contract goskey 3.3): nothing was sent, a new order is to be reserved.</summary>
public sealed class LateSeriesException() : Exception("The chunks took longer than EPGU waits for.");
