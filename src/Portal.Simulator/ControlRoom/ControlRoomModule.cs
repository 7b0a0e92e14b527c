namespace Portal.Simulator.ControlRoom;

/// <summary>The page where one sees the outside.</summary>
internal static class ControlRoomModule
{
    /// <summary>The cards that belong to no vendor; called last, so that they stand below those of the vendors.</summary>
    public static IServiceCollection AddControlRoom(this IServiceCollection services) => services
        .AddSingleton<IRoomView, FaultsView>()
        .AddSingleton<IRoomView, JournalView>()
        .AddSingleton<IRoomView, PeopleView>();
}
