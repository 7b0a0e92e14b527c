using System.Net.Http.Headers;
using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Polly.Timeout;

namespace Portal.Integrations.Http;

/// <summary>
/// The outermost handler of every vendor client: turns a failing answer (through the vendor's errors file) and a failing wire into one <see cref="VendorException"/>.
/// The caller's own cancellation passes unchanged.
/// </summary>
internal sealed class VendorFaultHandler(string vendor, Func<HttpResponseMessage, CancellationToken, Task<VendorException?>> translate) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken);
        }
        catch (Exception failure) when (failure is not VendorException && !cancellationToken.IsCancellationRequested)
        {
            if (Translate(vendor, failure) is { } translated)
            {
                throw translated;
            }

            throw;
        }

        AnswerTrace.Take(request, response);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        VendorException? refusal;
        try
        {
            refusal = await translate(response, cancellationToken);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            // The status arrived but its body was cut: what the status says still holds.
            refusal = VendorStatus.ToException(vendor, response, text: null, code: null, traceId: null, failure);
        }

        if (refusal is null)
        {
            return response;
        }

        response.Dispose();
        throw refusal;
    }

    /// <summary>The meaning of a failed wire; null for what is not of the wire.</summary>
    internal static VendorException? Translate(string vendor, Exception failure) => failure switch
    {
        BrokenCircuitException or RateLimiterRejectedException => Unavailable(vendor, isUnclear: false, failure),
        HttpRequestException { HttpRequestError: var error } => Unavailable(vendor, isUnclear: !IsBeforeSending(error), failure),
        TimeoutRejectedException or OperationCanceledException or IOException => Unavailable(vendor, isUnclear: true, failure),
        _ => null,
    };

    private static VendorException Unavailable(string vendor, bool isUnclear, Exception failure) =>
        new(VendorErrorKind.Unavailable, vendor, isUnclear: isUnclear, innerException: failure);

    private static bool IsBeforeSending(HttpRequestError error) => error is
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;
}
