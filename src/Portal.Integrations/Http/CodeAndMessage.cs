using System.Text.Json;

namespace Portal.Integrations.Http;

/// <summary>Errors of the state's portals: <c>{"code","message"}</c>, both optional, or anything else (contract goskey 2.4, 3.10).</summary>
internal static class CodeAndMessage
{
    internal static async Task<VendorException?> TranslateAsync(string vendor, HttpResponseMessage response, CancellationToken ct)
    {
        var (code, message) = Read(await response.Content.ReadAsByteArrayAsync(ct));
        return VendorStatus.ToException(vendor, response, message, code, traceId: null);
    }

    private static (string? Code, string? Message) Read(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object ? (Text(json.RootElement, "code"), Text(json.RootElement, "message")) : (null, null);
        }
        catch (JsonException)
        {
            return (null, null);
        }
    }

    private static string? Text(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(value.GetString()) ? value.GetString() : null;
}
