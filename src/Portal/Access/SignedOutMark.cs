using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Portal.Access;

/// <summary>
/// A mark in the browser that its person has signed out. Until the provider has ended its own session (or when it never does), another open tab that goes to
/// the sign-in would come back signed in without a word; with the mark the provider is told to ask for the password.
/// </summary>
public static class SignedOutMark
{
    private const string Name = "signed-out";
    private static readonly TimeSpan Life = TimeSpan.FromHours(12);

    /// <summary>Leaves the mark.</summary>
    public static void Leave(HttpContext context) => context.Response.Cookies.Append(Name, "1", new CookieOptions
    {
        HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, MaxAge = Life, IsEssential = true,
    });

    /// <summary>Somebody has signed in.</summary>
    public static void Remove(HttpContext context) => context.Response.Cookies.Delete(Name);

    /// <summary>Lets no session of the provider stand in for a password.</summary>
    public static void AskForPassword(RedirectContext context)
    {
        if (context.Request.Cookies.ContainsKey(Name))
        {
            context.ProtocolMessage.Prompt = OpenIdConnectPrompt.Login;
        }
    }
}
