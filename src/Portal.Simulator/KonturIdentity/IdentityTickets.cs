using Portal.Simulator.State;
using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace Portal.Simulator.KonturIdentity;

/// <summary>An access token: an opaque reference (contract auth 2.3). <see cref="UserId"/> is null where nobody stands behind it (client credentials).</summary>
internal sealed record AccessToken(string Token, Guid? UserId, string ClientId, string ApiKey, IReadOnlyList<string> Scopes, DateTimeOffset ExpiresAt) : ITicket
{
    [JsonIgnore]
    public string Key => Token;
}

/// <summary>A refresh token; each use replaces it by another (contract auth 8, gap 13).</summary>
internal sealed record RefreshGrant(string Token, Guid UserId, string ClientId, IReadOnlyList<string> Scopes, DateTimeOffset ExpiresAt) : ITicket
{
    [JsonIgnore]
    public string Key => Token;
}

/// <summary>A code of <c>connect/authorize</c>.</summary>
internal sealed record AuthorizationCode(
    string Code, Guid UserId, string ClientId, string RedirectUri, IReadOnlyList<string> Scopes, string? Nonce, string? Challenge, DateTimeOffset ExpiresAt) : ITicket
{
    [JsonIgnore]
    public string Key => Code;
}

/// <summary>A device that waits; it stays a while after <see cref="GoodUntil"/>, so that it can be told that it is late.</summary>
internal sealed record DeviceRequest(
    string DeviceCode, string UserCode, string ClientId, IReadOnlyList<string> Scopes, DateTimeOffset GoodUntil, TimeSpan Interval,
    DateTimeOffset? AskedAt = null, Guid? ApprovedBy = null, bool Declined = false) : ITicket
{
    [JsonIgnore]
    public string Key => DeviceCode;

    [JsonIgnore]
    public DateTimeOffset ExpiresAt => GoodUntil.AddMinutes(30);
}

/// <summary>A <c>jti</c> that has been used (contract auth 2.3: once only).</summary>
internal sealed record UsedJwt(string Key, DateTimeOffset ExpiresAt) : ITicket;

/// <summary>Random texts.</summary>
internal static class Secret
{
    /// <summary>64 hex digits, as the sample of an access token has.</summary>
    public static string Hex() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>Eight capital letters without those that are misread.</summary>
    public static string UserCode() => RandomNumberGenerator.GetString("BCDFGHJKLMNPQRSTVWXZ", 8);
}
