using Portal.Features.AccountLinks.Registry;

namespace Portal.Features.AccountLinks;

/// <summary>The door of the administrators' room: links and the registry of issued certificates.</summary>
public static class AccountLinksFeature
{
    /// <summary>Maps the uploads and downloads of the room.</summary>
    public static IEndpointRouteBuilder MapAccountLinks(this IEndpointRouteBuilder app) => app.MapRegistry().MapLinks();

    /// <summary>Adds the room's stores and operations.</summary>
    public static IServiceCollection AddAccountLinks(this IServiceCollection services) => services
        .AddSingleton<RegistryStore>().AddSingleton<ImportRegistry>().AddSingleton<FindRegistryRows>()
        .AddSingleton<AccountLinkStore>().AddSingleton<RelinkStore>().AddSingleton<RememberLink>()
        .AddSingleton<ChangeLink>().AddSingleton<AskRelink>().AddSingleton<DecideRelink>().AddSingleton<CarryOutRelinks>()
        .AddSingleton<FindLinks>().AddSingleton<OpenLink>().AddSingleton<ExportLinks>();
}
