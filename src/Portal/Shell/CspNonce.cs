using System.Security.Cryptography;

namespace Portal.Shell;

/// <summary>The script nonce of one response. Whoever sets the header and whoever writes the script tags ask here.</summary>
public static class CspNonce
{
    private static readonly object Key = new();

    public static string Of(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Items[Key] is not string nonce)
        {
            context.Items[Key] = nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
        }

        return nonce;
    }
}
