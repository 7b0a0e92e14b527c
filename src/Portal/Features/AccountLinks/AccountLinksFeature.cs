using Portal.Features.AccountLinks.Registry;

namespace Portal.Features.AccountLinks;

/// <summary>The door of the administrators' room: links and the registry of issued certificates.</summary>
public static class AccountLinksFeature
{
    /// <summary>Maps the uploads and downloads of the room.</summary>
    public static IEndpointRouteBuilder MapAccountLinks(this IEndpointRouteBuilder app) => app.MapRegistry().MapLinks();

    /// <summary>Adds the room's stores and operations.</summary>
    public static IServiceCollection AddAccountLinks(this IServiceCollection services) => services.AddRegistry()
        .AddSingleton<AccountLinkStore>().AddSingleton<RelinkStore>().AddSingleton<RememberLink>()
        .AddSingleton<ChangeLink>().AddSingleton<AskRelink>().AddSingleton<DecideRelink>().AddSingleton<CarryOutRelinks>().AddSingleton<IndexLinks>()
        .AddSingleton<FindLinks>().AddSingleton<OpenLink>().AddSingleton<ExportLinks>();

    private static IServiceCollection AddRegistry(this IServiceCollection services) => services
        .AddSingleton<RegistryStore>().AddSingleton<RegistryWriteStore>().AddSingleton<RegistryImportStore>().AddSingleton<RegistryChangeStore>()
        .AddSingleton<RegistrySeal>().AddSingleton<RegistryPlan>().AddSingleton<ImportPacking>()
        .AddSingleton<PreviewImport>().AddSingleton<ReadImport>().AddSingleton<ApplyImport>().AddSingleton<DropImport>()
        .AddSingleton<FindRegistryRows>().AddSingleton<FindCertificates>().AddSingleton<OpenCertificate>().AddSingleton<SaveCertificate>().AddSingleton<DeleteCertificate>().AddSingleton<ExportRegistry>()
        .AddSingleton<FindChangedPeople>().AddSingleton<SettleChange>()
        .AddSingleton<RegistrySeeding>().AddHostedService(provider => provider.GetRequiredService<RegistrySeeding>());
}
