using Microsoft.AspNetCore.Authentication.Cookies;

namespace Portal.Access;

/// <summary>
/// A sign-in that has just come back from the provider never sees the cookie of an older session: otherwise the cookie handler would write the new
/// person into the old row instead of beginning a session with a key of its own.
/// </summary>
public sealed class SessionCookies : ICookieManager
{
    private const string Fresh = "session-begins";
    private readonly ChunkingCookieManager inner = new();

    /// <summary>From now on this request has no session.</summary>
    public static void Begin(HttpContext context) => context.Items[Fresh] = true;

    /// <inheritdoc />
    public string? GetRequestCookie(HttpContext context, string key)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Items.ContainsKey(Fresh) ? null : inner.GetRequestCookie(context, key);
    }

    /// <inheritdoc />
    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) => inner.AppendResponseCookie(context, key, value, options);

    /// <inheritdoc />
    public void DeleteCookie(HttpContext context, string key, CookieOptions options) => inner.DeleteCookie(context, key, options);
}
