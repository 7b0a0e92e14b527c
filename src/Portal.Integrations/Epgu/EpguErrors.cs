using System.Net;
using Portal.Integrations.Http;

namespace Portal.Integrations.Epgu;

/// <summary>EPGU's refusals (contract goskey 3.10).</summary>
public static class EpguErrors
{
    /// <summary>The vendor's name in <see cref="VendorException.Vendor"/>.</summary>
    public const string Vendor = "EPGU";

    /// <summary>403: the system has no access at all, or the path is closed to it.</summary>
    public const string AccessDeniedSystem = "access_denied_system";

    /// <summary>403: the files hold personal data and the system has no right to them.</summary>
    public const string AccessDeniedPersonalData = "access_denied_personal_data";

    /// <summary>The limits of 3.11 are exceeded.</summary>
    public const string Limitation = "limitation_exception";

    internal static Task<VendorException?> TranslateAsync(HttpResponseMessage response, CancellationToken ct) =>
        response.StatusCode is HttpStatusCode.Found ? Task.FromResult<VendorException?>(null) : CodeAndMessage.TranslateAsync(Vendor, response, ct);
}
