using System.Net.Http.Headers;

namespace Portal.Integrations.Http;

/// <summary>
/// Sets the session's headers (contract auth 1.2) of one attempt, as the last thing before it leaves: neither a repetition nor a call that stood in the queue
/// goes out with the session of a link that was closed meanwhile.
/// </summary>
internal sealed class KonturHeadersHandler(IKonturSessions sessions) : DelegatingHandler
{
    private const string ApiKeyHeader = "X-Kontur-Apikey";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var key = request.Options.TryGetValue(KonturSessionKey.Option, out var named) ? named : throw new InvalidOperationException("The call names no session.");
        var token = await sessions.GetAsync(key, cancellationToken);
        request.Headers.Authorization = new AuthenticationHeaderValue(token.Scheme, token.Value);
        request.Headers.Remove(ApiKeyHeader);
        if (token.ApiKey is not null)
        {
            request.Headers.TryAddWithoutValidation(ApiKeyHeader, token.ApiKey);
        }

        return await base.SendAsync(request, cancellationToken);
    }
}
