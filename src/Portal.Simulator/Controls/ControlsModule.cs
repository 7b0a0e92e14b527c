using Portal.Simulator.State;

namespace Portal.Simulator.Controls;

/// <summary>What tests and demonstrations use (design section 7).</summary>
public static class ControlsModule
{
    /// <summary>The journal and the faults.</summary>
    public static IServiceCollection AddControls(this IServiceCollection services) => services
        .AddSingleton<RequestJournal>()
        .AddResettable<RequestJournal>()
        .AddSingleton<FaultList>()
        .AddResettable<FaultList>()
        .AddSingleton<WarmUpMark>();

    /// <summary>Trace id, faults and journal in front of every vendor path; call it before anything is mapped.</summary>
    public static void UseVendorGate(this WebApplication web) => web.UseWhen(
        context => VendorPaths.VendorOf(context.Request.Path) is not null,
        vendor => vendor
            .UseMiddleware<TraceMiddleware>()
            .UseMiddleware<FaultMiddleware>()
            .UseMiddleware<JournalMiddleware>());

    /// <summary>The JSON controls under <c>/controls</c>.</summary>
    public static void MapControls(this WebApplication web) => ControlsEndpoints.Map(web.MapGroup("/controls"));
}
