using Refit;

namespace Portal.Integrations.KonturAuth;

/// <summary>The trusted authentication of the Authenticator as it is (contract auth 2.2); used through <see cref="TrustedAuthentication"/>. Throws VendorException (Forbidden with the vendor's Code, Rejected, Unavailable).</summary>
public interface IAuthenticatorApi
{
    /// <summary>Step 0 (2.2.2): binds the partner's user id to the Kontur user of the phone (10 digits).</summary>
    [Put("/auth/v5.16/register-external-service-id")]
    Task RegisterExternalServiceIdAsync(
        [Query, AliasAs("api-key")] string apiKey, [Query] Guid serviceUserId, [Query] string phone, CancellationToken ct = default);

    /// <summary>Step 1 (2.2.3): asks for a key; exactly one of the identities is given, the body is the detached CMS as DER.</summary>
    [Post("/auth/v5.16/authenticate-by-truster")]
    Task<TrusterQuest> AuthenticateByTrusterAsync(
        [Query] string apiKey,
        [Query] string timestamp,
        [Query] Guid serviceUserId,
        [Query] string? thumbprint,
        [Query] string? phone,
        [Query] string? snils,
        [Body] HttpContent signature,
        [Header("X-Kontur-Apikey")] string apiKeyHeader,
        CancellationToken ct = default);

    /// <summary>Step 2 (2.2.4): turns the key into a session.</summary>
    [Post("/auth/v5.16/approve-truster")]
    Task<AuthenticatorSession> ApproveTrusterAsync(
        [Query] string key, [Query] string id, [Query] string apiKey, [Header("X-Kontur-Apikey")] string apiKeyHeader, CancellationToken ct = default);
}

/// <summary>The answer of step 1 (contract auth 2.2.3). The link is not followed: its path lacks the minor version and the api-key.</summary>
public sealed record TrusterQuest(string? Key)
{
    /// <summary>Nothing: the key opens a session.</summary>
    public override string ToString() => nameof(TrusterQuest);
}

/// <summary>The answer of step 2 (contract auth 2.2.4); no refresh token is promised.</summary>
public sealed record AuthenticatorSession(string? Sid)
{
    /// <summary>Nothing: a sid is never logged.</summary>
    public override string ToString() => nameof(AuthenticatorSession);
}
