namespace Portal.Integrations.Http;

/// <summary>
/// The innermost handler: reads a JSON or text answer whole while the attempt's time-out and retry still watch, so that a connection cut in the middle of a body
/// is a failure of the call and not of whoever parses it. Other contents (files) stay streams.
/// </summary>
internal sealed class JsonBufferingHandler : DelegatingHandler
{
    private const long MaximumBytes = 64 * 1024 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode || IsText(response.Content.Headers.ContentType?.MediaType))
        {
            try
            {
                await response.Content.LoadIntoBufferAsync(MaximumBytes, cancellationToken);
            }
            catch
            {
                response.Dispose();
                throw;
            }
        }

        return response;
    }

    private static bool IsText(string? mediaType) => mediaType is null
        || mediaType.EndsWith("json", StringComparison.OrdinalIgnoreCase)
        || mediaType.StartsWith("text/", StringComparison.OrdinalIgnoreCase);
}
