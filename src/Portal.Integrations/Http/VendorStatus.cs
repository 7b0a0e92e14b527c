using System.Net;

namespace Portal.Integrations.Http;

/// <summary>The meaning of a refusing HTTP status, common to the vendors (contract auth 5.2, drafts 0.4).</summary>
internal static class VendorStatus
{
    internal static VendorException ToException(
        string vendor, HttpResponseMessage response, string? text, string? code, string? traceId, Exception? inner = null) =>
        new(ToKind(response.StatusCode), vendor, text, code, traceId, response.StatusCode, IsUnclear(response.StatusCode), inner);

    internal static VendorErrorKind ToKind(HttpStatusCode status) => (int)status switch
    {
        401 => VendorErrorKind.SignedOut,
        403 => VendorErrorKind.Forbidden,
        404 => VendorErrorKind.NotFound,
        409 => VendorErrorKind.Conflict,
        429 => VendorErrorKind.Throttled,
        408 or >= 500 => VendorErrorKind.Unavailable,
        >= 400 => VendorErrorKind.Rejected,
        _ => VendorErrorKind.Unexpected,
    };

    private static bool IsUnclear(HttpStatusCode status) => (int)status is 408 or >= 500;
}
