using System.Net;
using System.Net.Http.Headers;
using Portal.Integrations.Http;

namespace Portal.Integrations.Epgu;

/// <summary>
/// The last handler before the wire: waits for the budget, sets the token of the call's key, and on 401 asks for another and repeats once (contract goskey 2.3), but not an upload: its
/// body is gone, so it is repeated by whoever can read the file again. 204 means "not found" here and is no success (3.10).
/// </summary>
internal sealed class EpguTokenHandler(IEsiaTokens tokens, EpguBudget budget) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var key = request.Options.TryGetValue(EsiaKey.Option, out var named) && named is not null ? named : throw new InvalidOperationException("The call names no key.");
        var response = await AttemptAsync(request, key, cancellationToken);
        if (response.StatusCode == HttpStatusCode.Unauthorized && request.Content is not MultipartContent)
        {
            response.Dispose();
            response = await AttemptAsync(request, key, cancellationToken);
        }

        if (response.StatusCode == HttpStatusCode.NoContent)
        {
            response.Dispose();
            throw new VendorException(VendorErrorKind.NotFound, EpguErrors.Vendor, statusCode: HttpStatusCode.NoContent);
        }

        return response;
    }

    private async Task<HttpResponseMessage> AttemptAsync(HttpRequestMessage request, EsiaKey key, CancellationToken cancellationToken)
    {
        var token = await TokenAsync(key, cancellationToken);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        await budget.WaitAsync(cancellationToken);
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.Unauthorized)
        {
            await tokens.DropAsync(key, token, cancellationToken);
        }

        return response;
    }

    // Without a token nothing has left for EPGU, whatever became of the question for one.
    private async Task<string> TokenAsync(EsiaKey key, CancellationToken cancellationToken)
    {
        try
        {
            return await tokens.GetAsync(key, cancellationToken);
        }
        catch (VendorException failure) when (failure.IsUnclear)
        {
            throw failure.AsNotSent();
        }
    }
}
