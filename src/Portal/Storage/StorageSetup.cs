using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using Portal.Storage.Files;

namespace Portal.Storage;

/// <summary>The door of the storage room.</summary>
public static class StorageSetup
{
    /// <summary>Database, migrations, key ring, stored files, noticeboard.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services.Configure<StorageOptions>(configuration.GetSection(StorageOptions.Section));
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<StorageOptions>>().Value);
        services.AddSingleton(provider => new DataFolder(provider.GetRequiredService<StorageOptions>().DataFolder, environment.ContentRootPath));
        services.AddSingleton(provider => MasterKey.Load(
            provider.GetRequiredService<DataFolder>().Resolve(provider.GetRequiredService<StorageOptions>().MasterKeyFile), environment.IsDevelopment()));
        services.AddSingleton<Database>();
        services.AddSingleton<Migrator>();
        services.AddSingleton<KeyRing>();
        services.AddSingleton<Noticeboard>();
        services.AddSingleton<FileStore>();
        services.AddSingleton<FileSweep>();
        services.AddHostedService(provider => provider.GetRequiredService<FileSweep>());
        services.AddDataProtection().SetApplicationName("Portal");
        services.AddOptions<KeyManagementOptions>().Configure<KeyRing, MasterKey>((options, ring, master) =>
        {
            options.XmlRepository = ring;
            options.XmlEncryptor = new MasterKeyEncryptor(master);
        });
        return services;
    }
}
