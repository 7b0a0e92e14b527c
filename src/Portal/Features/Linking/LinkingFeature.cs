namespace Portal.Features.Linking;

/// <summary>The door of the linking room: who a person is at Kontur.</summary>
public static class LinkingFeature
{
    /// <summary>Adds the room's operations.</summary>
    public static IServiceCollection AddLinking(this IServiceCollection services) => services
        .AddSingleton<FindHome>().AddSingleton<LinkToKontur>().AddSingleton<DisputeIdentity>();
}
