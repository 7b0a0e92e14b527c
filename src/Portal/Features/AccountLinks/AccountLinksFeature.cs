using Portal.Features.AccountLinks.Registry;

namespace Portal.Features.AccountLinks;

/// <summary>The door of the administrators' room: the registry of issued certificates.</summary>
public static class AccountLinksFeature
{
    /// <summary>Adds the room's store and operations.</summary>
    public static IServiceCollection AddAccountLinks(this IServiceCollection services) => services
        .AddSingleton<RegistryStore>().AddSingleton<ImportRegistry>().AddSingleton<FindRegistryRows>();
}
