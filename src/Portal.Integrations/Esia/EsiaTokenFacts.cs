using System.Buffers.Text;
using System.Text.Json;

namespace Portal.Integrations.Esia;

/// <summary>What an access token says of itself (contract goskey 2.3). Whose signature it bears is EPGU's business, and so is its algorithm.</summary>
/// <param name="EndsAt">Its end; null when that cannot be read.</param>
/// <param name="Mnemonic">Mnemonic of the information system.</param>
/// <param name="OwnerOid">ESIA id of the API-Key's owner.</param>
public sealed record EsiaTokenFacts(DateTimeOffset? EndsAt, string? Mnemonic, string? OwnerOid)
{
    /// <summary>Reads what can be read; never fails.</summary>
    public static EsiaTokenFacts Read(string token)
    {
        try
        {
            if (token.Split('.') is [_, var payload, ..])
            {
                using var json = JsonDocument.Parse(Base64Url.DecodeFromChars(payload));
                return new EsiaTokenFacts(
                    json.RootElement.TryGetProperty("exp", out var exp) && exp.TryGetInt64(out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null,
                    Text(json.RootElement, "client_id"), Text(json.RootElement, "urn:esia:sbj_id"));
            }
        }
        catch (Exception error) when (error is FormatException or JsonException or InvalidOperationException or ArgumentOutOfRangeException)
        {
            // A token of another form is still a token.
        }

        return new EsiaTokenFacts(null, null, null);
    }

    private static string? Text(JsonElement payload, string name) =>
        payload.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number ? value.ToString() : null;
}
