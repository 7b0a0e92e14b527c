using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;
using Portal.Integrations.Http;

namespace Portal.Integrations.KonturAuth;

/// <summary>The value by which the Authenticator finds a person; its text form hides the value.</summary>
public sealed record TrustedIdentity(TrustedIdentityKind Kind, string Value)
{
    /// <summary>Only the kind: phones and SNILS are never logged.</summary>
    public override string ToString() => $"{Kind} ***";
}

/// <summary>
/// Trusted authentication, the whole algorithm (contract auth 2.2, 2.3), in the mode the options name. Throws <see cref="VendorException"/>: Forbidden with the vendor's Code verbatim
/// (<c>UserNotFound</c>, <c>UserNotUniq</c>, <c>ForbiddenForTargetUser</c>, <c>InvalidApiKey</c>, <c>UnknownError</c>…; null when it sent none), Rejected, Unavailable, Unexpected.
/// </summary>
public sealed class TrustedAuthentication(IAuthenticatorApi api, Lazy<IOpenIdApi> openId, IOptionsMonitor<KonturAuthOptions> options, TimeProvider time)
{
    /// <summary>Step 0, of both modes: links our user id to the Kontur user of the phone (10 digits); an identical repeat is assumed harmless (contract auth 2.2.2).</summary>
    public Task LinkAsync(Guid serviceUserId, string phone, CancellationToken ct) =>
        api.RegisterExternalServiceIdAsync(options.CurrentValue.ApiKey, serviceUserId, phone, ct);

    /// <summary>A new session, as the text to keep (encrypted); <see cref="Open"/> makes the headers of a call from it.</summary>
    public Task<string> SignInAsync(Guid serviceUserId, TrustedIdentity identity, CancellationToken ct) => options.CurrentValue.SessionMode == KonturSessionMode.OpenIdTrusted
        ? SignInByTokenAsync(serviceUserId, ct)
        : SignInBySidAsync(serviceUserId, identity, ct);

    /// <summary>What a kept session authorises calls with; null when it has ended or was made in the other mode, and a new one is due.</summary>
    public KonturToken? Open(string session)
    {
        var settings = options.CurrentValue;
        return settings.SessionMode == KonturSessionMode.AuthSid
            ? OpenIdSession.Is(session) ? null : new KonturToken(KonturToken.AuthSid, session, settings.ApiKey)
            : OpenIdSession.Is(session) && OpenIdSession.Read(session, time.GetUtcNow()) is { } token ? new KonturToken(KonturToken.Bearer, token, null)
            : null;
    }

    // One request (2.3); the identity is what the user was linked by, the JWT names the link alone.
    private async Task<string> SignInByTokenAsync(Guid serviceUserId, CancellationToken ct)
    {
        var settings = options.CurrentValue;
        var now = time.GetUtcNow();
        using var form = new FormUrlEncodedContent(
        [
            new("grant_type", "trusted"), new("scope", "extern.api"), new("token", TrustedJwt.Build(settings.ClientId, serviceUserId, Guid.NewGuid(), now, Certificate(settings))),
            new("client_id", settings.ClientId), new("client_secret", settings.ApiKey),
        ]);
        var answer = await openId.Value.RequestTokenAsync(form, ct);
        var token = answer?.AccessToken is { Length: > 0 } given && !given.Contains(' ', StringComparison.Ordinal) ? given : throw Missing("access_token", OpenIdErrors.Vendor);
        var seconds = answer.ExpiresIn ?? answer.Expires;
        return seconds is > 0 and <= int.MaxValue ? OpenIdSession.Write(token, now.AddSeconds(seconds.Value)) : throw Missing("expires_in", OpenIdErrors.Vendor);
    }

    // Steps 1 and 2 (2.2): an auth.sid, good for 30 days. The timestamp is made right before signing (contract auth section 8, gap 7).
    private async Task<string> SignInBySidAsync(Guid serviceUserId, TrustedIdentity identity, CancellationToken ct)
    {
        var settings = options.CurrentValue;
        var certificate = Certificate(settings);
        var timestamp = TrusterSignature.FormatTimestamp(time.GetUtcNow());
        var signature = TrusterSignature.Sign(TrusterSignature.BuildContent(settings.ApiKey, identity.Value, timestamp), certificate);
        using var body = new ByteArrayContent(signature);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");

        var quest = await api.AuthenticateByTrusterAsync(
            settings.ApiKey,
            timestamp,
            serviceUserId,
            ValueOf(identity, TrustedIdentityKind.Thumbprint),
            ValueOf(identity, TrustedIdentityKind.Phone),
            ValueOf(identity, TrustedIdentityKind.Snils),
            body,
            settings.ApiKey,
            ct);
        var key = quest?.Key is { Length: > 0 } given ? given : throw Missing("Key");
        var session = await api.ApproveTrusterAsync(key, identity.Value, settings.ApiKey, settings.ApiKey, ct);
        return session?.Sid is { Length: > 0 } sid ? sid : throw Missing("Sid");
    }

    private static X509Certificate2 Certificate(KonturAuthOptions settings) => settings.SigningCertificate?.Invoke()
        ?? throw new InvalidOperationException($"{nameof(KonturAuthOptions)}.{nameof(KonturAuthOptions.SigningCertificate)} is not set.");

    private static string? ValueOf(TrustedIdentity identity, TrustedIdentityKind kind) => identity.Kind == kind ? identity.Value : null;

    private static VendorException Missing(string property, string vendor = AuthenticatorErrors.Vendor) =>
        new(VendorErrorKind.Unexpected, vendor, $"The answer holds no {property}.");
}
