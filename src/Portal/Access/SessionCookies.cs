using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace Portal.Access;

/// <summary>
/// A sign-in that has just come back from the provider never sees the cookie of an older session: otherwise the cookie handler would write the new
/// person into the old row instead of beginning a session with a key of its own.
/// </summary>
public sealed class SessionCookies : ICookieManager
{
    private const string Fresh = "session-begins";

    // Where the cookie handler puts the key of a server-side session.
    private const string KeyClaim = "Microsoft.AspNetCore.Authentication.Cookies-SessionId";
    private readonly ChunkingCookieManager inner = new();

    /// <summary>From now on this request has no session.</summary>
    public static void Begin(HttpContext context) => context.Items[Fresh] = true;

    /// <summary>The key in this request's cookie, whether its session lives or not; null without a readable one.</summary>
    public static string? KeyOf(HttpContext context)
    {
        var options = context.RequestServices.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(CookieAuthenticationDefaults.AuthenticationScheme);
        return options.CookieManager.GetRequestCookie(context, options.Cookie.Name!) is { Length: > 0 } cookie
            ? options.TicketDataFormat.Unprotect(cookie)?.Principal.FindFirstValue(KeyClaim)
            : null;
    }

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
