using Org.BouncyCastle.Cms;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Security;

namespace Portal.Integrations.Signing;

/// <summary>What BouncyCastle and the platform throw for bytes that are not what they should be: it depends on where the damage is.</summary>
internal static class Malformed
{
    /// <summary>Whether the input is to blame.</summary>
    public static bool Is(Exception error) =>
        error is CmsException or CryptoException or GeneralSecurityException or SecurityUtilityException or System.Security.Cryptography.CryptographicException
            or IOException or ArgumentException or InvalidCastException or InvalidOperationException or ArithmeticException or NullReferenceException or IndexOutOfRangeException
            or FormatException;
}
