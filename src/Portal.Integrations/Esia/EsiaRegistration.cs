using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Polly;
using Portal.Integrations.Http;
using Refit;

namespace Portal.Integrations.Esia;

/// <summary>The only door of ESIA's client.</summary>
public static class EsiaRegistration
{
    private const string Client = "esia";

    /// <summary>Adds <see cref="IEsiaTokens"/>.</summary>
    public static IServiceCollection AddEsia(this IServiceCollection services, Action<EsiaOptions>? configure = null)
    {
        services.AddOptions<EsiaOptions>().Configure(configure ?? (_ => { }));
        services.TryAddSingleton(TimeProvider.System);
        services.AddKeyedSingleton(Client, (_, _) => VendorClient.BuildGate(parallelism: 4));
        services.AddVendorClient(
            Client,
            provider => Options(provider).Address ?? throw new InvalidOperationException($"{nameof(EsiaOptions)}.{nameof(EsiaOptions.Address)} is not set."),
            () => new VendorFaultHandler(EsiaErrors.Vendor, EsiaErrors.TranslateAsync),
            provider => provider.GetRequiredKeyedService<ResiliencePipeline<HttpResponseMessage>>(Client),
            provider => Options(provider).RequestTimeout);
        services.AddRefitGeneratedClient<IEsiaApi>(_ => VendorClient.BuildRefit(EsiaErrors.Vendor, new JsonSerializerOptions { PropertyNameCaseInsensitive = true }), Client);
        services.AddSingleton<IEsiaTokens>(provider => new EsiaTokens(provider.GetRequiredService<IEsiaApi>(), provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    private static EsiaOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptionsMonitor<EsiaOptions>>().CurrentValue;
}
