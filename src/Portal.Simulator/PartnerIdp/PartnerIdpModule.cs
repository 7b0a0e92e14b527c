using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpenIddict.Server;
using Portal.Simulator.State;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Portal.Simulator.PartnerIdp;

/// <summary>The partner's OpenID provider at <c>/idp</c>.</summary>
public static class PartnerIdpModule
{
    /// <summary>OpenIddict over an in-memory store, the session cookie and the client <c>portal</c>.</summary>
    public static IServiceCollection AddPartnerIdp(this IServiceCollection services, SimulatorSettings settings)
    {
        var database = Guid.NewGuid().ToString();
        services.AddDbContext<IdpDatabase>(options => options.UseInMemoryDatabase(database).UseOpenIddict());
        services.AddOpenIddict()
            .AddCore(core =>
            {
                core.UseEntityFrameworkCore().UseDbContext<IdpDatabase>().DisableBulkOperations();
                core.ReplaceApplicationManager(typeof(PortalApplicationManager<>));
            })
            .AddServer(Configure);
        services.AddSingleton<IConfigureOptions<OpenIddictServerOptions>>(provider =>
            new ConfigureOptions<OpenIddictServerOptions>(options => options.Issuer = new Uri(provider.GetRequiredService<SimulatorAddress>().Root, "idp")));
        var keys = new IdpKeys(settings);
        services.AddSingleton(keys).AddSingleton<BackChannel>();
        AddKeys(services, keys);

        services.AddDataProtection().SetApplicationName("portal-simulator").PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(settings.StateFolder, "keys")));
        services.AddAuthentication(IdpCookie.Scheme).AddCookie(IdpCookie.Scheme, cookie =>
        {
            cookie.Cookie.Name = "idp";
            cookie.Cookie.Path = "/idp";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.SlidingExpiration = false;
            cookie.ExpireTimeSpan = TimeSpan.FromDays(14);
        });
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "idp-form";
            antiforgery.Cookie.Path = "/idp";
        });
        return services
            .AddSingleton<IdpSessions>()
            .AddResettable<IdpSessions>()
            .AddSingleton<IdpCookie>()
            .AddSingleton<FreshSignIn>()
            .AddSingleton<PortalClient>()
            .AddHttpClient()
            .AddSingleton<IdpWarmUp>()
            .AddHostedService(provider => provider.GetRequiredService<IdpWarmUp>());
    }

    /// <summary>
    /// A branch with the path base <c>/idp</c> and its own routing: OpenIddict finds its endpoints relative to the path base, and its
    /// middleware must not run for other vendors.
    /// </summary>
    public static void MapPartnerIdp(this WebApplication web)
    {
        // Otherwise the host puts the authentication middleware in front of everything, and OpenIddict would also answer at the root.
        ((IApplicationBuilder)web).Properties["__AuthenticationMiddlewareSet"] = true;
        var warmUp = web.Services.GetRequiredService<IdpWarmUp>();
        web.Map("/idp", idp =>
        {
            idp.Use(async (context, next) =>
            {
                await warmUp.WaitAsync(context);
                context.SetEndpoint(null);
                await next(context);
            });
            idp.UseRouting();
            idp.UseAuthentication();
            idp.UseEndpoints(endpoints =>
            {
                ProtocolEndpoints.Map(endpoints);
                SignInEndpoints.Map(endpoints);
            });
        });
    }

    private static void AddKeys(IServiceCollection services, IdpKeys keys) => services.AddOpenIddict().AddServer(server =>
    {
        server.AddSigningKey(keys.Signing);
        server.AddEncryptionKey(keys.Encryption);
    });

    private static void Configure(OpenIddictServerBuilder server)
    {
        server.SetAuthorizationEndpointUris("connect/authorize")
            .SetTokenEndpointUris("connect/token")
            .SetUserInfoEndpointUris("connect/userinfo")
            .SetEndSessionEndpointUris("connect/logout");
        server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
        server.RegisterScopes(Scopes.OpenId, Scopes.Profile, Scopes.Email, Scopes.Roles);
        server.RegisterClaims(Claims.Subject, Claims.Name, Claims.Email, Claims.Role, Claims.AuthenticationTime, BackChannel.SidClaim);
        server.DisableAccessTokenEncryption();
        server.Configure(options => options.CodeChallengeMethods.Remove(CodeChallengeMethods.Plain));
        server.AddEventHandler(ForgottenTokens.Descriptor);
        server.AddEventHandler<OpenIddictServerEvents.HandleConfigurationRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            context.Metadata["backchannel_logout_supported"] = true;
            context.Metadata["backchannel_logout_session_supported"] = true;
            return ValueTask.CompletedTask;
        }));
        server.UseAspNetCore()
            .DisableTransportSecurityRequirement()
            .EnableAuthorizationEndpointPassthrough()
            .EnableUserInfoEndpointPassthrough()
            .EnableEndSessionEndpointPassthrough();
    }
}
