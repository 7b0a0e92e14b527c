namespace Portal.Simulator.Phones;

/// <summary>The simulated phones and the control room page.</summary>
public static class PhonesModule
{
    /// <summary>The SMS inbox.</summary>
    public static IServiceCollection AddPhones(this IServiceCollection services) => services.AddSingleton<SmsInbox>();

    /// <summary><c>GET /</c> and the fragments it polls.</summary>
    public static void MapControlRoom(this WebApplication web) => ControlRoomEndpoints.Map(web);
}
