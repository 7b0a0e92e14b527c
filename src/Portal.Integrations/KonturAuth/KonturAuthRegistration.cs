using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Polly;
using Portal.Integrations.Http;
using Refit;

namespace Portal.Integrations.KonturAuth;

/// <summary>The only door of the Authenticator's client.</summary>
public static class KonturAuthRegistration
{
    private const string Client = "kontur-auth";

    /// <summary>Adds <see cref="IAuthenticatorApi"/> and <see cref="TrustedAuthentication"/>; further options may be bound by the host.</summary>
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
        services.AddSingleton<TrustedAuthentication>();
        return services;
    }

    private static KonturAuthOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptionsMonitor<KonturAuthOptions>>().CurrentValue;
}
