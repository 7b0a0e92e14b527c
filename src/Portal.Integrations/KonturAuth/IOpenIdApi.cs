using System.Text.Json.Serialization;
using Refit;

namespace Portal.Integrations.KonturAuth;

/// <summary>The token endpoint of Kontur's OpenID provider (contract auth 2.3); used through <see cref="TrustedAuthentication"/>.</summary>
public interface IOpenIdApi
{
    /// <summary>Form-urlencoded; every grant goes through this one address.</summary>
    [Post("/connect/token")]
    Task<OpenIdToken> RequestTokenAsync([Body] HttpContent form, CancellationToken ct = default);
}

/// <summary>The token response (contract auth 2.6); one sample of the vendor spells the lifetime <c>expires</c>.</summary>
public sealed record OpenIdToken(
    [property: JsonPropertyName("access_token")] string? AccessToken,
    [property: JsonPropertyName("expires_in")] long? ExpiresIn,
    [property: JsonPropertyName("expires")] long? Expires)
{
    /// <summary>Nothing: a token is never logged.</summary>
    public override string ToString() => nameof(OpenIdToken);
}
