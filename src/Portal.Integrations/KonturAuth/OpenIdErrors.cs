using System.Net;
using System.Text.Json;
using Portal.Integrations.Http;

namespace Portal.Integrations.KonturAuth;

/// <summary>
/// The provider's refusals (contract auth 2.6): 400 with <c>error</c>, which is Forbidden where Kontur will not have this user, this client or this right, as the
/// Authenticator says the same by 403. The description stays out: it may speak of the person.
/// </summary>
internal static class OpenIdErrors
{
    internal const string Vendor = "Kontur.OpenID";

    private static readonly string[] NoRight = ["invalid_grant", "invalid_client", "unauthorized_client", "invalid_scope", "access_denied", "unsupported_grant_type"];

    internal static async Task<VendorException?> TranslateAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var code = ReadCode(await response.Content.ReadAsByteArrayAsync(ct));
        var traceId = response.Headers.TryGetValues("X-Kontur-Trace-Id", out var values) ? values.FirstOrDefault() : null;
        return response.StatusCode == HttpStatusCode.Unauthorized || (response.StatusCode == HttpStatusCode.BadRequest && NoRight.Contains(code))
            ? new VendorException(VendorErrorKind.Forbidden, Vendor, code: code, traceId: traceId, statusCode: response.StatusCode)
            : VendorStatus.ToException(Vendor, response, text: null, code, traceId);
    }

    private static string? ReadCode(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("error", out var code) && code.ValueKind == JsonValueKind.String ? code.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
