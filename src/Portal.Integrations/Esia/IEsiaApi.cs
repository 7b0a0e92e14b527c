using System.Text.Json.Serialization;
using Portal.Integrations.Http;
using Refit;

namespace Portal.Integrations.Esia;

/// <summary>ESIA for holders of an API-Key (contract goskey 2). Throws <see cref="VendorException"/>. Its addresses carry key and signature: they are never logged.</summary>
internal interface IEsiaApi
{
    /// <summary>An access token (2.1). Rejected for a wrong signature, NotFound for an unknown key, Forbidden for a blocked or expired one (2.4).</summary>
    /// <param name="apiKey">As issued: a UUID in lower case.</param>
    /// <param name="signature">Detached CMS of the key's 36 bytes, URL-safe base64 without padding; at most 24 hours old.</param>
    [Get("/esia-rs/api/public/v1/orgs/ext-app/{apiKey}/tkn")]
    Task<EsiaAnswer> GetTokenAsync(string apiKey, [Query] string signature, CancellationToken ct = default);
}

/// <summary>The one documented member of the answer (contract goskey 2.2).</summary>
internal sealed record EsiaAnswer([property: JsonPropertyName("accessTkn")] string? AccessTkn);
