using Portal.Features.AccountLinks.Registry;

namespace Portal.Features.AccountLinks;

/// <summary>The door of the administrators' room: the registry of issued certificates.</summary>
public static class AccountLinksFeature
{
    /// <summary>Adds the room's stores and operations.</summary>
    public static IServiceCollection AddAccountLinks(this IServiceCollection services) => services.AddRegistry();

    private static IServiceCollection AddRegistry(this IServiceCollection services) => services
        .AddSingleton<RegistryStore>().AddSingleton<RegistryWriteStore>().AddSingleton<RegistryImportStore>().AddSingleton<RegistryChangeStore>()
        .AddSingleton<RegistrySeal>().AddSingleton<RegistryPlan>().AddSingleton<ImportPacking>()
        .AddSingleton<PreviewImport>().AddSingleton<ReadImport>().AddSingleton<ApplyImport>().AddSingleton<DropImport>()
        .AddSingleton<FindRegistryRows>().AddSingleton<FindCertificates>().AddSingleton<OpenCertificate>().AddSingleton<SaveCertificate>().AddSingleton<DeleteCertificate>().AddSingleton<ExportRegistry>()
        .AddSingleton<FindChangedPeople>().AddSingleton<SettleChange>()
        .AddSingleton<RegistrySeeding>().AddHostedService(provider => provider.GetRequiredService<RegistrySeeding>());
}
