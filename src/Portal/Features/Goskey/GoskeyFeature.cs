using Portal.Features.Goskey.New;
using Portal.Features.Goskey.Senders;

namespace Portal.Features.Goskey;

/// <summary>The door of Goskey's rooms: documents that a person signs on their phone.</summary>
public static class GoskeyFeature
{
    /// <summary>Adds the rooms' stores and operations.</summary>
    public static IServiceCollection AddGoskey(this IServiceCollection services, IConfiguration configuration) => services
        .Configure<GoskeyOptions>(configuration.GetSection(GoskeyOptions.Section))
        .AddSingleton<GoskeySwitch>()
        .AddSenders().AddNewPackages();

    /// <summary>Maps the rooms' endpoints.</summary>
    public static IEndpointRouteBuilder MapGoskey(this IEndpointRouteBuilder app) => app.MapNewPackages();
}
