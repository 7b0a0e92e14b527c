namespace Portal.Features.Linking;

/// <summary>The door of the linking room: who a person is at Kontur.</summary>
public static class LinkingFeature
{
    /// <summary>Adds the room's store and operations.</summary>
    public static IServiceCollection AddLinking(this IServiceCollection services, IConfiguration configuration) => services
        .Configure<LinkingOptions>(configuration.GetSection(LinkingOptions.Section))
        .AddSingleton<LinkAttemptStore>().AddSingleton<ProveLink>()
        .AddSingleton<FindHome>().AddSingleton<LinkToKontur>().AddSingleton<DisputeIdentity>();
}
