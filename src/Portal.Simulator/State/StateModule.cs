namespace Portal.Simulator.State;

/// <summary>What the simulator remembers.</summary>
public static class StateModule
{
    /// <summary>The wall clock, the state store and the clock of due times.</summary>
    public static IServiceCollection AddState(this IServiceCollection services) => services
        .AddSingleton(TimeProvider.System)
        .AddSingleton<StateStore>()
        .AddSingleton<SimulatorClock>()
        .AddResettable<SimulatorClock>();

    /// <summary>Lets <c>POST /controls/reset</c> reach a singleton that is already registered.</summary>
    public static IServiceCollection AddResettable<T>(this IServiceCollection services)
        where T : class, IResettable =>
        services.AddSingleton<IResettable>(provider => provider.GetRequiredService<T>());
}
