using Portal.Simulator.ControlRoom;

namespace Portal.Simulator.Phones;

/// <summary>The simulated phones.</summary>
internal static class PhonesModule
{
    /// <summary>The SMS inbox, and its card in the control room.</summary>
    public static IServiceCollection AddPhones(this IServiceCollection services) => services.AddSingleton<SmsInbox>().AddSingleton<IRoomView, SmsView>();
}
