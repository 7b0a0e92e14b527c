using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Polly;
using Portal.Integrations.Http;
using Refit;

namespace Portal.Integrations.KonturAuth;

/// <summary>The only door of the clients of the Authenticator and of the OpenID provider.</summary>
public static class KonturAuthRegistration
{
    private const string Client = "kontur-auth";
    private const string OpenIdClient = "kontur-openid";

    /// <summary>Adds <see cref="IAuthenticatorApi"/>, <see cref="IOpenIdApi"/> and <see cref="TrustedAuthentication"/>; further options may be bound by the host.</summary>
    public static IServiceCollection AddKonturAuth(this IServiceCollection services, Action<KonturAuthOptions>? configure = null)
    {
        services.AddOptions<KonturAuthOptions>().Configure(configure ?? (_ => { }));
        services.TryAddSingleton(TimeProvider.System);
        services.AddKeyedSingleton(Client, (_, _) => VendorClient.BuildGate(parallelism: 10));
        services.AddVendorClient(
            Client,
            provider => Options(provider).Address ?? throw new InvalidOperationException($"{nameof(KonturAuthOptions)}.{nameof(KonturAuthOptions.Address)} is not set."),
            () => new VendorFaultHandler(AuthenticatorErrors.Vendor, AuthenticatorErrors.TranslateAsync),
            provider => provider.GetRequiredKeyedService<ResiliencePipeline<HttpResponseMessage>>(Client),
            provider => Options(provider).RequestTimeout);
        services.AddRefitGeneratedClient<IAuthenticatorApi>(
            _ => VendorClient.BuildRefit(AuthenticatorErrors.Vendor, new JsonSerializerOptions { PropertyNameCaseInsensitive = true }), Client);
        services.AddKeyedSingleton(OpenIdClient, (_, _) => VendorClient.BuildGate(parallelism: 10));
        services.AddVendorClient(
            OpenIdClient,
            provider => Options(provider).OpenIdAddress ?? throw new InvalidOperationException($"{nameof(KonturAuthOptions)}.{nameof(KonturAuthOptions.OpenIdAddress)} is not set."),
            () => new VendorFaultHandler(OpenIdErrors.Vendor, OpenIdErrors.TranslateAsync),
            provider => provider.GetRequiredKeyedService<ResiliencePipeline<HttpResponseMessage>>(OpenIdClient),
            provider => Options(provider).RequestTimeout);
        services.AddRefitGeneratedClient<IOpenIdApi>(_ => VendorClient.BuildRefit(OpenIdErrors.Vendor, new JsonSerializerOptions()), OpenIdClient);
        services.AddSingleton(provider => new Lazy<IOpenIdApi>(provider.GetRequiredService<IOpenIdApi>)); // has no address in the mode of sids
        services.AddSingleton<TrustedAuthentication>();
        return services;
    }

    private static KonturAuthOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptionsMonitor<KonturAuthOptions>>().CurrentValue;
}
