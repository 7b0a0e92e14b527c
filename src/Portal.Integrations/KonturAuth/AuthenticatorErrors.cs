using System.Net;
using System.Text.Json;
using Portal.Integrations.Http;

namespace Portal.Integrations.KonturAuth;

/// <summary>
/// The Authenticator's refusals (contract auth 2.2.2–2.2.5): <c>{"Code":"…"}</c>, an empty body or no JSON at all. A 401 here means that the api-key was not given:
/// nobody is signed out, so it is Forbidden.
/// </summary>
internal static class AuthenticatorErrors
{
    internal const string Vendor = "Kontur.Authenticator";

    internal static async Task<VendorException?> TranslateAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var code = ReadCode(await response.Content.ReadAsByteArrayAsync(ct));
        var traceId = response.Headers.TryGetValues("X-Kontur-Trace-Id", out var values) ? values.FirstOrDefault() : null;
        return response.StatusCode == HttpStatusCode.Unauthorized
            ? new VendorException(VendorErrorKind.Forbidden, Vendor, code: code, traceId: traceId, statusCode: response.StatusCode)
            : VendorStatus.ToException(Vendor, response, text: null, code, traceId);
    }

    private static string? ReadCode(byte[] body)
    {
        if (body.Length == 0)
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("Code", out var code) && code.ValueKind == JsonValueKind.String ? code.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
