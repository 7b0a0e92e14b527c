using System.Net;
using System.Net.Http.Headers;

namespace Portal.Integrations.Http;

/// <summary>
/// Sets the session's headers (contract auth 1.2) and, on 401, renews the session once and repeats the call once (contract auth 2.8): also a POST,
/// which the vendor refused before doing anything. Holds no state; the key comes with the request. Bodies must be re-sendable (bytes or JSON).
/// Throws SignedOut when a request carries no key; what the session source throws is passed on as not sent.
/// </summary>
internal sealed class KonturSessionHandler(IKonturSessions sessions, string vendor) : DelegatingHandler
{
    private const string ApiKeyHeader = "X-Kontur-Apikey";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.Options.TryGetValue(KonturSessionKey.Option, out var key) || key is null)
        {
            throw new VendorException(VendorErrorKind.SignedOut, vendor, "The call names no session.");
        }

        var token = await TokenAsync(sessions.GetAsync(key, cancellationToken));
        Authorize(request, token);
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized)
        {
            return response;
        }

        response.Dispose();
        Authorize(request, await TokenAsync(sessions.RenewAsync(key, token, cancellationToken)));
        return await base.SendAsync(request, cancellationToken);
    }

    private static async Task<KonturToken> TokenAsync(ValueTask<KonturToken> asked)
    {
        try
        {
            return await asked;
        }
        catch (VendorException failure) when (failure.IsUnclear)
        {
            throw failure.AsNotSent();
        }
    }

    private static void Authorize(HttpRequestMessage request, KonturToken token)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue(token.Scheme, token.Value);
        request.Headers.Remove(ApiKeyHeader);
        if (token.ApiKey is not null)
        {
            request.Headers.TryAddWithoutValidation(ApiKeyHeader, token.ApiKey);
        }
    }
}
