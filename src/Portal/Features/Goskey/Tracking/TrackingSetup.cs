namespace Portal.Features.Goskey.Tracking;

/// <summary>The door of following packages.</summary>
public static class TrackingSetup
{
    /// <summary>Adds the store and the work of <see cref="GoskeyTrackingJob"/>.</summary>
    public static IServiceCollection AddTracking(this IServiceCollection services) => services.AddSingleton<TrackingStore>().AddSingleton<TrackPackages>();
}
