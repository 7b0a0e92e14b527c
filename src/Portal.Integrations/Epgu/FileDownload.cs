using System.Net;
using Portal.Integrations.Http;

namespace Portal.Integrations.Epgu;

/// <summary>Downloads files of orders (contract goskey 3.7): by the new path, else by the old one; which of them works is remembered.</summary>
public sealed class FileDownload
{
    private readonly IEpguFileApi api;
    private readonly Func<HttpClient> client;
    private volatile bool isOld;

    internal FileDownload(IEpguFileApi api, Func<HttpClient> client) => (this.api, this.client) = (api, client);

    /// <summary>Hands over the bytes in order; how many there were.</summary>
    /// <exception cref="VendorException">Refused (<see cref="EpguErrors.AccessDeniedPersonalData"/>: the system has no right to them), not there, or no answer.</exception>
    public async Task<long> ReadAsync(EsiaKey key, OrderFile file, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> write, CancellationToken cancellationToken = default)
    {
        var parts = file.Parts ?? throw new VendorException(VendorErrorKind.Unexpected, EpguErrors.Vendor, "A file has no link that can be read.");
        using var answer = await OpenAsync(key, parts, cancellationToken);
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
            var buffer = new byte[65_536];
            long size = 0;
            for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0; size += read)
            {
                await write(buffer.AsMemory(0, read), cancellationToken);
            }

            return size;
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException)
        {
            throw new VendorException(VendorErrorKind.Unavailable, EpguErrors.Vendor, innerException: broken);
        }
    }

    private async Task<HttpResponseMessage> OpenAsync(EsiaKey key, (string ObjectId, string Mnemonic, string ObjectType) file, CancellationToken cancellationToken)
    {
        if (isOld)
        {
            return await api.DownloadOldAsync(key, file.ObjectId, file.ObjectType, file.Mnemonic, cancellationToken);
        }

        try
        {
            var answer = await api.DownloadAsync(key, file.ObjectId, file.ObjectType, file.Mnemonic, OrderMeta.Goskey, cancellationToken);
            return answer.StatusCode == HttpStatusCode.Found ? await FollowAsync(key, answer, cancellationToken) : answer;
        }
        catch (VendorException refused) when (refused.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed || refused.Code == EpguErrors.AccessDeniedSystem)
        {
            var answer = await api.DownloadOldAsync(key, file.ObjectId, file.ObjectType, file.Mnemonic, cancellationToken);
            isOld = true;
            return answer;
        }
    }

    // The storage wants the token and the cookies of the redirect; nobody else gets them.
    private async Task<HttpResponseMessage> FollowAsync(EsiaKey key, HttpResponseMessage redirect, CancellationToken cancellationToken)
    {
        using (redirect)
        {
            var http = client();
            var target = new Uri(redirect.RequestMessage?.RequestUri ?? http.BaseAddress!, redirect.Headers.Location ?? throw Elsewhere());
            if (target.Authority != http.BaseAddress!.Authority || target.Scheme != http.BaseAddress.Scheme)
            {
                throw Elsewhere();
            }

            var request = new HttpRequestMessage(HttpMethod.Get, target);
            request.Options.Set(EsiaKey.Option, key);
            if (redirect.Headers.TryGetValues("Set-Cookie", out var cookies))
            {
                request.Headers.Add("Cookie", string.Join("; ", cookies.Select(cookie => cookie.Split(';')[0])));
            }

            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
    }

    private static VendorException Elsewhere() => new(VendorErrorKind.Unexpected, EpguErrors.Vendor, "A download was sent to another address.");
}
