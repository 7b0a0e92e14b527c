using System.Net.Http.Headers;
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
/// Trusted authentication, the whole algorithm (contract auth 2.2). Throws <see cref="VendorException"/>: Forbidden with the vendor's Code verbatim
/// (<c>UserNotFound</c>, <c>UserNotUniq</c>, <c>ForbiddenForTargetUser</c>, <c>InvalidApiKey</c>, <c>UnknownError</c>…; null when it sent none), Rejected, Unavailable, Unexpected.
/// </summary>
public sealed class TrustedAuthentication(IAuthenticatorApi api, IOptionsMonitor<KonturAuthOptions> options, TimeProvider time)
{
    /// <summary>Step 0: links our user id to the Kontur user of the phone (10 digits); an identical repeat is assumed harmless (contract auth 2.2.2).</summary>
    public Task LinkAsync(Guid serviceUserId, string phone, CancellationToken ct) =>
        api.RegisterExternalServiceIdAsync(options.CurrentValue.ApiKey, serviceUserId, phone, ct);

    /// <summary>Steps 1 and 2: a new <c>auth.sid</c>, good for 30 days. The timestamp is made right before signing (contract auth section 8, gap 7).</summary>
    public async Task<string> SignInAsync(Guid serviceUserId, TrustedIdentity identity, CancellationToken ct)
    {
        var settings = options.CurrentValue;
        var certificate = settings.SigningCertificate?.Invoke()
            ?? throw new InvalidOperationException($"{nameof(KonturAuthOptions)}.{nameof(KonturAuthOptions.SigningCertificate)} is not set.");

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

    private static string? ValueOf(TrustedIdentity identity, TrustedIdentityKind kind) => identity.Kind == kind ? identity.Value : null;

    private static VendorException Missing(string property) =>
        new(VendorErrorKind.Unexpected, AuthenticatorErrors.Vendor, $"The answer holds no {property}.");
}
