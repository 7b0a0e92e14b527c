using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace Portal.Access;

/// <summary>Every sign-in begins a session of its own.</summary>
public static class FreshSignIn
{
    /// <summary>
    /// At the provider's answer the cookie of an older session is taken out of the request and its row is ended: the cookie handler would otherwise keep the
    /// old key and write the new person's ticket into the old person's row.
    /// </summary>
    public static IApplicationBuilder UseFreshSignIn(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (context.Request.Path == "/signin-oidc")
        {
            var options = context.RequestServices.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(CookieAuthenticationDefaults.AuthenticationScheme);
            var name = options.Cookie.Name!;
            if (options.CookieManager.GetRequestCookie(context, name) is { Length: > 0 } cookie)
            {
                context.Request.Headers.Cookie = string.Join(';', context.Request.Headers.Cookie.ToString().Split(';').Where(part => !IsOf(part, name)));
                if (options.TicketDataFormat.Unprotect(cookie)?.Principal.FindFirstValue("Microsoft.AspNetCore.Authentication.Cookies-SessionId") is { } key)
                {
                    await context.RequestServices.GetRequiredService<SessionTickets>().RemoveAsync(key);
                }
            }
        }

        await next();
    });

    // The cookie itself, or a chunk of it (nameC1, nameC2 …).
    private static bool IsOf(string part, string name)
    {
        var own = part.Split('=')[0].Trim();
        return own == name || (own.StartsWith(name + "C", StringComparison.Ordinal) && own[(name.Length + 1)..].All(char.IsAsciiDigit));
    }
}
