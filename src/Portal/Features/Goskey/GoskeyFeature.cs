using Microsoft.Extensions.Options;
using Portal.Features.Goskey.Assembly;
using Portal.Features.Goskey.List;
using Portal.Features.Goskey.New;
using Portal.Features.Goskey.Reminders;
using Portal.Features.Goskey.Results;
using Portal.Features.Goskey.Senders;
using Portal.Features.Goskey.Sending;
using Portal.Features.Goskey.Tracking;

namespace Portal.Features.Goskey;

/// <summary>The door of Goskey's rooms: documents that a person signs on their phone.</summary>
public static class GoskeyFeature
{
    /// <summary>Adds the rooms' stores and operations.</summary>
    public static IServiceCollection AddGoskey(this IServiceCollection services, IConfiguration configuration) => services
        .Configure<GoskeyOptions>(configuration.GetSection(GoskeyOptions.Section))
        .AddSingleton<GoskeySwitch>()
        .AddSenders()
        .AddNewPackages()
        .AddAssembly(provider => provider.GetRequiredService<IOptions<GoskeyOptions>>().Value.SpoolFolder)
        .AddSingleton<SendQueueStore>().AddSingleton<SendingStore>().AddSingleton<SendingProgress>().AddSingleton<PackageSending>().AddSingleton<SendPackages>().AddSingleton<LostPush>().AddSingleton<EarlierTries>().AddSingleton<SettlePackages>()
        .AddSingleton<TakeBackPackage>().AddSingleton<SendAgain>().AddSingleton<OpenPackage>()
        .AddSingleton<PackageListStore>().AddSingleton<FindPackages>().AddSingleton<ExportPackages>().AddSingleton<ListUnseen>()
        .AddTracking()
        .AddResults()
        .AddReminders();

    /// <summary>Maps the rooms' endpoints.</summary>
    public static IEndpointRouteBuilder MapGoskey(this IEndpointRouteBuilder app) => app.MapNewPackages().MapPackageList().MapResults();
}
