using Portal.Storage;

namespace Portal.Features.Goskey.Assembly;

/// <summary>The door of the assembling room.</summary>
public static class AssemblyFeature
{
    /// <summary>Adds the assembly, the spool and its sweeping at start. Stands before the jobs, so that nothing is assembled while the spool is swept.</summary>
    /// <param name="services">The portal's.</param>
    /// <param name="spoolFolder">Where packages wait, relative to the data folder; null for <c>spool</c>.</param>
    public static IServiceCollection AddAssembly(this IServiceCollection services, Func<IServiceProvider, string>? spoolFolder = null) => services
        .AddSingleton(provider => new Spool(provider.GetRequiredService<DataFolder>().Resolve(spoolFolder?.Invoke(provider) ?? "spool")))
        .AddSingleton<PackageAssembly>()
        .AddHostedService<SpoolSweep>();
}
