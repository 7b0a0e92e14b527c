using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Polly;
using Portal.Integrations.Http;
using Refit;

namespace Portal.Integrations.Epgu;

/// <summary>The only door of EPGU's client; needs an <see cref="IEsiaTokens"/> beside it.</summary>
public static class EpguRegistration
{
    private const string Ordinary = "epgu";
    private const string Files = "epgu-files";

    /// <summary>Adds <see cref="IEpguOrderApi"/>, <see cref="PackageUpload"/> and <see cref="FileDownload"/>.</summary>
    public static IServiceCollection AddEpgu(this IServiceCollection services, Action<EpguOptions>? configure = null)
    {
        services.AddOptions<EpguOptions>().Configure(configure ?? (_ => { }));
        services.TryAddSingleton(TimeProvider.System);
        services.AddKeyedSingleton(Ordinary, (_, _) => VendorClient.BuildGate(parallelism: 8));
        services.AddSingleton(provider => new EpguBudget(Options(provider).RequestsPerMinute));
        AddClient(services, Ordinary, provider => Options(provider).RequestTimeout);
        AddClient(services, Files, attemptTimeout: null);
        services.AddRefitGeneratedClient<IEpguOrderApi>(_ => VendorClient.BuildRefit(EpguErrors.Vendor, EpguJson.Options), Ordinary);
        services.AddRefitGeneratedClient<IEpguFileApi>(_ => VendorClient.BuildRefit(EpguErrors.Vendor, EpguJson.Options), Files);
        services.AddSingleton(provider => new PackageUpload(provider.GetRequiredService<IEpguFileApi>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new FileDownload(provider.GetRequiredService<IEpguFileApi>(), () => provider.GetRequiredService<IHttpClientFactory>().CreateClient(Files)));
        return services;
    }

    private static void AddClient(IServiceCollection services, string name, Func<IServiceProvider, TimeSpan>? attemptTimeout) => services.AddVendorClient(
        name,
        provider => Options(provider).Address ?? throw new InvalidOperationException($"{nameof(EpguOptions)}.{nameof(EpguOptions.Address)} is not set."),
        () => new VendorFaultHandler(EpguErrors.Vendor, EpguErrors.TranslateAsync),
        provider => provider.GetRequiredKeyedService<ResiliencePipeline<HttpResponseMessage>>(Ordinary),
        attemptTimeout).AddHttpMessageHandler(provider => new EpguTokenHandler(provider.GetRequiredService<IEsiaTokens>(), provider.GetRequiredService<EpguBudget>()));

    private static EpguOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptionsMonitor<EpguOptions>>().CurrentValue;
}
