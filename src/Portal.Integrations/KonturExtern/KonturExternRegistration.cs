using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Polly;
using Portal.Integrations.Http;
using Refit;

namespace Portal.Integrations.KonturExtern;

/// <summary>The only door of the client of Kontur.Extern.</summary>
public static class KonturExternRegistration
{
    private const string Ordinary = "kontur-extern";
    private const string Contents = "kontur-extern-contents";

    /// <summary>
    /// Adds the Refit interfaces of this folder, <see cref="ContentUpload"/> and <see cref="DraftSignatures"/>; the host supplies <see cref="IKonturSessions"/>
    /// and may bind further options.
    /// </summary>
    public static IServiceCollection AddKonturExtern(this IServiceCollection services, Action<KonturExternOptions>? configure = null)
    {
        services.AddOptions<KonturExternOptions>().Configure(configure ?? (_ => { }));
        services.TryAddSingleton(TimeProvider.System);
        services.AddKeyedSingleton(Ordinary, (provider, _) => VendorClient.BuildGate(Options(provider).Parallelism));
        AddClient(services, Ordinary, provider => Options(provider).RequestTimeout);
        AddClient(services, Contents, attemptTimeout: null);

        AddApi<IExternAccountsApi>(services, Ordinary);
        AddApi<IExternOrganizationsApi>(services, Ordinary);
        AddApi<IExternCertificatesApi>(services, Ordinary);
        AddApi<IExternHandbooksApi>(services, Ordinary);
        AddApi<IExternWarrantsApi>(services, Ordinary);
        AddApi<IExternDraftsApi>(services, Ordinary);
        AddApi<IExternDraftsBuildersApi>(services, Ordinary);
        AddApi<IExternDocflowsApi>(services, Ordinary);
        AddApi<IExternRepliesApi>(services, Ordinary);
        AddApi<IExternPfrRepliesApi>(services, Ordinary);
        AddApi<IExternReportsTablesApi>(services, Ordinary);
        AddApi<IExternContentsApi>(services, Contents);
        services.AddSingleton<ContentUpload>();
        services.AddSingleton<DraftSignatures>();
        services.AddSingleton<ContentDownload>();
        return services;
    }

    private static void AddClient(IServiceCollection services, string name, Func<IServiceProvider, TimeSpan>? attemptTimeout) => services.AddVendorClient(
        name,
        provider => Options(provider).Address ?? throw new InvalidOperationException($"{nameof(KonturExternOptions)}.{nameof(KonturExternOptions.Address)} is not set."),
        () => new VendorFaultHandler(ExternErrors.Vendor, ExternErrors.TranslateAsync),
        provider => provider.GetRequiredKeyedService<ResiliencePipeline<HttpResponseMessage>>(Ordinary),
        attemptTimeout,
        ExternErrors.Vendor);

    private static void AddApi<T>(IServiceCollection services, string client)
        where T : class =>
        services.AddRefitGeneratedClient<T>(_ => VendorClient.BuildRefit(ExternErrors.Vendor, ExternJson.Options), client);

    private static KonturExternOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptionsMonitor<KonturExternOptions>>().CurrentValue;
}
