namespace Portal.Integrations.Http;

/// <summary>Names the link (one person ↔ one Kontur user) on whose behalf a call is made; travels in the call as a Refit property (design section 3).</summary>
public sealed record KonturSessionKey(string LinkId)
{
    /// <summary>The name of the request option: <c>[Property(KonturSessionKey.Name)]</c>.</summary>
    public const string Name = "kontur-session";

    internal static readonly HttpRequestOptionsKey<KonturSessionKey> Option = new(Name);
}

/// <summary>
/// What authorises a call (contract auth 1.2): scheme <c>auth.sid</c> with the api-key beside it, or <c>Bearer</c> with no api-key. Its text form hides the secrets.
/// </summary>
public sealed record KonturToken(string Scheme, string Value, string? ApiKey)
{
    /// <summary>The scheme of the Authenticator's sessions.</summary>
    public const string AuthSid = "auth.sid";

    /// <summary>The scheme of the OpenID provider.</summary>
    public const string Bearer = "Bearer";

    /// <summary>Only the scheme: tokens are never logged.</summary>
    public override string ToString() => $"{Scheme} ***";
}

/// <summary>
/// Where the tokens of a Kontur session come from; declared here, implemented in the portal's Access. Both calls throw <see cref="VendorException"/>
/// (SignedOut when the person has no session any more, Forbidden, Unavailable).
/// </summary>
public interface IKonturSessions
{
    /// <summary>The token of the link: cached, or made anew.</summary>
    ValueTask<KonturToken> GetAsync(KonturSessionKey key, CancellationToken ct);

    /// <summary>A token other than the <paramref name="stale"/> one, which the vendor has just refused with 401; many callers with the same stale token share one renewal.</summary>
    ValueTask<KonturToken> RenewAsync(KonturSessionKey key, KonturToken stale, CancellationToken ct);
}
