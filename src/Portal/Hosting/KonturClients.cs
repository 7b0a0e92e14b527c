using Portal.Integrations.KonturAuth;
using Portal.Integrations.KonturExtern;
using Portal.Storage;

namespace Portal.Hosting;

/// <summary>Gives the vendors' clients their addresses, key and certificate.</summary>
public static class KonturClients
{
    /// <summary>Adds the clients of the Authenticator and of Kontur.Extern.</summary>
    public static IServiceCollection AddKonturClients(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var storage = configuration.GetSection(StorageOptions.Section).Get<StorageOptions>() ?? new StorageOptions();
        var folder = new DataFolder(storage.DataFolder, environment.ContentRootPath);
        var auth = configuration.GetSection(KonturAuthSettings.Section).Get<KonturAuthSettings>() ?? new KonturAuthSettings();
        var reports = configuration.GetSection(KonturExternSettings.Section).Get<KonturExternSettings>() ?? new KonturExternSettings();
        var certificate = auth.SigningCertificate.Load(folder.Resolve);
        services.AddKonturAuth(options =>
        {
            options.Address = new Uri(auth.Address);
            options.SessionMode = auth.SessionMode;
            options.OpenIdAddress = auth.SessionMode == KonturSessionMode.OpenIdTrusted ? new Uri(auth.OpenIdAddress) : null;
            options.ClientId = auth.ReadClientId(folder.Resolve);
            options.ApiKey = auth.ReadApiKey(folder.Resolve);
            options.SigningCertificate = () => certificate;
        });
        services.AddKonturExtern(options =>
        {
            options.Address = new Uri(reports.Address);
            options.RequestTimeout = reports.RequestTimeout;
            options.Parallelism = reports.Parallelism;
        });
        return services;
    }
}
