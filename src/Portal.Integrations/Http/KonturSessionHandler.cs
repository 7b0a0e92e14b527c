using System.Net;

namespace Portal.Integrations.Http;

/// <summary>
/// On 401 renews the session once and repeats the call once (contract auth 2.8): also a POST, which the vendor refused before doing anything.
/// Holds no state; the key comes with the request. Bodies must be re-sendable (bytes or JSON). The headers are set by <see cref="KonturHeadersHandler"/>.
/// Throws SignedOut when a request carries no key; what the session source throws is passed on as not sent.
/// </summary>
internal sealed class KonturSessionHandler(IKonturSessions sessions, string vendor) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.Options.TryGetValue(KonturSessionKey.Option, out var key) || key is null)
        {
            throw new VendorException(VendorErrorKind.SignedOut, vendor, "The call names no session.");
        }

        // Before the attempts and their time-outs: making a session takes two calls of its own.
        var token = await TokenAsync(sessions.GetAsync(key, cancellationToken));
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized)
        {
            return response;
        }

        response.Dispose();
        var refused = token with { Value = request.Headers.Authorization?.Parameter ?? token.Value };
        await TokenAsync(sessions.RenewAsync(key, refused, cancellationToken));
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
}
