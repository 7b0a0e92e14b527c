namespace Portal.Integrations.Http;

/// <summary>
/// Gives every unsafe request a body, if only an empty one. SocketsHttpHandler by itself repeats a request that has no body, up to three times and even a POST,
/// when the connection is closed before the answer; with a body under way it does not (design section 2, "sent at most once").
/// </summary>
internal sealed class SingleSendHandler : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method != HttpMethod.Get && request.Method != HttpMethod.Head)
        {
            request.Content ??= new ByteArrayContent([]);
        }

        return base.SendAsync(request, cancellationToken);
    }
}
