using Portal.Integrations.Http;

namespace Portal.Integrations.Esia;

/// <summary>ESIA's refusals (contract goskey 2.4): a code <c>ESIA-0NNNNN</c> and a text.</summary>
public static class EsiaErrors
{
    /// <summary>The vendor's name in <see cref="VendorException.Vendor"/>.</summary>
    public const string Vendor = "ESIA";

    /// <summary>The signature is not of this key, or older than 24 hours.</summary>
    public const string WrongSignature = "ESIA-005002";

    /// <summary>The key is unknown: another environment, or mistyped.</summary>
    public const string KeyNotFound = "ESIA-037218";

    /// <summary>The key has expired.</summary>
    public const string KeyExpired = "ESIA-037213";

    /// <summary>The key is blocked.</summary>
    public const string KeyBlocked = "ESIA-037214";

    /// <summary>The employee of the key is gone.</summary>
    public const string OwnerNotFound = "ESIA-037219";

    /// <summary>The organisation of the key is gone.</summary>
    public const string OrganizationNotFound = "ESIA-038000";

    /// <summary>The employee who formed the key is blocked.</summary>
    public const string MakerBlocked = "ESIA-037215";

    /// <summary>The employee the key was formed for is blocked.</summary>
    public const string OwnerBlocked = "ESIA-037216";

    /// <summary>The power of attorney for forming keys is missing or has ended.</summary>
    public const string NoWarrant = "ESIA-037217";

    /// <summary>ESIA itself is configured with unknown scopes.</summary>
    public const string UnknownScopes = "ESIA-005027";

    /// <summary>Our request is wrong.</summary>
    public const string WrongParameters = "ESIA-020000";

    internal static Task<VendorException?> TranslateAsync(HttpResponseMessage response, CancellationToken ct) => CodeAndMessage.TranslateAsync(Vendor, response, ct);
}
