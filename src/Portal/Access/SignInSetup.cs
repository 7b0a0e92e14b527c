using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Portal.Features.Audit;
using Portal.Integrations.Http;
using Portal.Storage;

namespace Portal.Access;

/// <summary>The door of the access room.</summary>
public static class SignInSetup
{
    /// <summary>Sign-in at the partner's provider, server-side sessions, links and Kontur sessions.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<SignInOptions>(configuration.GetSection(SignInOptions.Section));
        services.AddSingleton<PersonStore>().AddSingleton<SessionStore>().AddSingleton<SessionTickets>();
        services.AddSingleton<LinkStore>().AddSingleton<Acting>().AddSingleton<StepUp>();
        services.AddSingleton<KonturSessionStore>().AddSingleton<IKonturSessions, KonturSessions>();
        services.AddScoped<CurrentUser>();
        services.AddScoped<AuthenticationStateProvider, SessionRevalidation>();
        services.AddCascadingAuthenticationState();
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(null)
            .AddPolicy(PortalClaims.AdminRole, policy => policy.RequireRole(PortalClaims.AdminRole));
        services.AddAuthentication(options =>
        {
            options.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;
            options.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;
        }).AddCookie().AddOpenIdConnect();
        services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme)
            .Configure<SessionTickets, SignInOptionsReader>((cookie, tickets, reader) =>
            {
                cookie.Cookie.Name = reader.IsHttps ? "__Host-portal" : "portal";
                cookie.Cookie.HttpOnly = true;
                cookie.Cookie.SameSite = SameSiteMode.Lax;
                cookie.Cookie.SecurePolicy = reader.IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
                cookie.ExpireTimeSpan = TimeSpan.FromHours(12);
                cookie.SlidingExpiration = true;
                cookie.SessionStore = tickets;
                cookie.LoginPath = "/signin";
                cookie.AccessDeniedPath = "/not-allowed";
            });
        services.AddSingleton<SignInOptionsReader>();
        services.AddOptions<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme)
            .Configure<IOptions<SignInOptions>, SignInOptionsReader>(ConfigureProvider);
        return services;
    }

    private static void ConfigureProvider(OpenIdConnectOptions oidc, IOptions<SignInOptions> options, SignInOptionsReader reader)
    {
        var signIn = options.Value;
        oidc.Authority = signIn.Issuer;
        oidc.ClientId = signIn.ClientId;
        oidc.ClientSecret = reader.ClientSecret;
        oidc.ResponseType = OpenIdConnectResponseType.Code;
        oidc.ResponseMode = OpenIdConnectResponseMode.Query;
        oidc.UsePkce = true;
        oidc.SaveTokens = true;
        oidc.MapInboundClaims = false;
        oidc.GetClaimsFromUserInfoEndpoint = false;
        oidc.RequireHttpsMetadata = signIn.Issuer.StartsWith("https:", StringComparison.OrdinalIgnoreCase);
        oidc.Scope.Clear();
        foreach (var scope in (string[])["openid", "profile", "email", "roles"])
        {
            oidc.Scope.Add(scope);
        }

        oidc.TokenHandler = new SignedTokensOnly { MapInboundClaims = false };
        oidc.TokenValidationParameters.ValidAlgorithms = SignedTokensOnly.Algorithms;
        oidc.TokenValidationParameters.NameClaimType = JwtRegisteredClaimNames.Name;
        if (!reader.IsHttps)
        {
            // On plain http (a demonstration) browsers drop SameSite=None cookies; the query response mode works with Lax ones.
            oidc.CorrelationCookie.SameSite = SameSiteMode.Lax;
            oidc.NonceCookie.SameSite = SameSiteMode.Lax;
            oidc.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            oidc.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        }

        oidc.SignedOutRedirectUri = "/";
        oidc.Events.OnRedirectToIdentityProvider = context =>
        {
            SignedOutMark.AskForPassword(context);
            return Task.CompletedTask;
        };
        oidc.Events.OnTokenValidated = context =>
        {
            SignedOutMark.Remove(context.HttpContext);
            return SeePersonAsync(context, signIn);
        };
        oidc.Events.OnRemoteFailure = context =>
        {
            context.Response.Redirect("/signin-failed");
            context.HandleResponse();
            return Task.CompletedTask;
        };
    }

    // A person is (issuer, subject); the session keeps our id, the name and the role, and nothing else of the token.
    private static async Task SeePersonAsync(TokenValidatedContext context, SignInOptions signIn)
    {
        var token = context.SecurityToken;
        var claims = context.Principal!;
        var name = claims.FindFirstValue(JwtRegisteredClaimNames.Name) ?? claims.FindFirstValue(JwtRegisteredClaimNames.PreferredUsername) ?? token.Subject;
        var people = context.HttpContext.RequestServices.GetRequiredService<PersonStore>();
        var person = await people.SeenAsync(
            token.Issuer, token.Subject, name, claims.FindFirstValue(JwtRegisteredClaimNames.Email), context.HttpContext.RequestAborted);

        var roles = claims.FindAll(signIn.RoleClaim).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal);
        var identity = new ClaimsIdentity("OpenID", ClaimTypes.Name, ClaimTypes.Role);
        identity.AddClaim(new Claim(PortalClaims.Person, person.Id));
        identity.AddClaim(new Claim(ClaimTypes.Name, name));
        if (roles.Contains(signIn.UserRole))
        {
            identity.AddClaim(new Claim(ClaimTypes.Role, PortalClaims.UserRole));
        }

        if (roles.Contains(signIn.AdminRole))
        {
            identity.AddClaim(new Claim(ClaimTypes.Role, PortalClaims.AdminRole));
        }

        var audit = context.HttpContext.RequestServices.GetRequiredService<AuditLog>();
        await audit.RecordAsync(
            new Actor(person.Id, "", name, roles.Contains(signIn.AdminRole)), "session.sign-in", person.Id,
            note => Task.FromResult(note.Detail = $"roles: {string.Join(", ", roles)}"));
        context.Principal = new ClaimsPrincipal(identity);
    }
}

/// <summary>What the sign-in needs beyond its options: the secret from its file, and whether the portal is served over https.</summary>
public sealed class SignInOptionsReader(IOptions<SignInOptions> options, IConfiguration configuration, DataFolder folder)
{
    /// <summary>The client secret, from the setting or its file.</summary>
    public string ClientSecret { get; } = options.Value.ClientSecret is { Length: > 0 } secret
        ? secret
        : File.ReadAllText(folder.Resolve(options.Value.ClientSecretFile)).Trim();

    /// <summary>True when <c>PublicAddress</c> is https: then cookies are Secure and carry the <c>__Host-</c> prefix.</summary>
    public bool IsHttps { get; } = configuration["PublicAddress"]?.StartsWith("https:", StringComparison.OrdinalIgnoreCase) == true;
}
