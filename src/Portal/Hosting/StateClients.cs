using Portal.Integrations.Epgu;
using Portal.Integrations.Esia;

namespace Portal.Hosting;

/// <summary>Gives the clients of ESIA and EPGU their addresses; without them Goskey is off (<see cref="Features.Goskey.GoskeySwitch"/>).</summary>
public static class StateClients
{
    /// <summary>Adds the clients.</summary>
    public static IServiceCollection AddStateClients(this IServiceCollection services, IConfiguration configuration)
    {
        var esia = configuration.GetSection(EsiaSettings.Section).Get<EsiaSettings>() ?? new EsiaSettings();
        var epgu = configuration.GetSection(EpguSettings.Section).Get<EpguSettings>() ?? new EpguSettings();
        services.AddEsia(options => (options.Address, options.RequestTimeout) = (AddressOf(esia.Address), esia.RequestTimeout));
        services.AddEpgu(options =>
            (options.Address, options.RequestTimeout, options.RequestsPerMinute) = (AddressOf(epgu.Address), epgu.RequestTimeout, epgu.RequestsPerMinute));
        return services;
    }

    private static Uri? AddressOf(string text) => text is "" ? null : new Uri(text);
}
