using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography.X509Certificates;

namespace Portal.Integrations.KonturAuth;

/// <summary>The kind of the identity by which the Authenticator finds the person (contract auth 2.2.3); the query parameter is named after it.</summary>
public enum TrustedIdentityKind
{
    /// <summary>Thumbprint of the person's certificate, hex; stops resolving when the certificate is re-issued.</summary>
    Thumbprint,

    /// <summary>10 digits without the country code.</summary>
    Phone,

    /// <summary>11 digits without separators.</summary>
    Snils,
}

/// <summary>What a session with Kontur is (contract auth 2.2 and 2.3); linking is the Authenticator's in both.</summary>
public enum KonturSessionMode
{
    /// <summary>A sid of the Authenticator, sent together with the api-key.</summary>
    AuthSid,

    /// <summary>An access token of the OpenID provider by <c>grant_type=trusted</c>; calls carry no api-key.</summary>
    OpenIdTrusted,
}

/// <summary>Where and with what the portal signs people in at the Authenticator (contract auth 1.1, 2.2).</summary>
public sealed class KonturAuthOptions
{
    /// <summary>Address before <c>/auth/v5.16/…</c>, e.g. <c>https://api.kontur.ru</c>.</summary>
    [Required]
    public Uri? Address { get; set; }

    /// <summary>The api-key (GUID) of the integrating application.</summary>
    [Required]
    public string ApiKey { get; set; } = "";

    /// <summary>What a session with Kontur is.</summary>
    public KonturSessionMode SessionMode { get; set; }

    /// <summary>Address before <c>/connect/token</c>, e.g. <c>https://identity.kontur.ru</c>; only for <see cref="KonturSessionMode.OpenIdTrusted"/>.</summary>
    public Uri? OpenIdAddress { get; set; }

    /// <summary>The service name bound to the api-key, <c>iss</c> of what we sign; only for <see cref="KonturSessionMode.OpenIdTrusted"/>.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>By what people are named; the portal takes the value from its registry of certificates.</summary>
    public TrustedIdentityKind IdentityKind { get; set; } = TrustedIdentityKind.Phone;

    /// <summary>Gives the certificate (with its RSA private key) of our trusted system; asked for at every signing, so that it can be replaced while running. The giver keeps ownership.</summary>
    public Func<X509Certificate2>? SigningCertificate { get; set; }

    /// <summary>Time for one attempt.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
