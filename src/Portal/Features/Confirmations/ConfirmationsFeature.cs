namespace Portal.Features.Confirmations;

/// <summary>The door of the confirmations' room: cloud signatures and their codes.</summary>
public static class ConfirmationsFeature
{
    /// <summary>Adds the room's store and operations.</summary>
    public static IServiceCollection AddConfirmations(this IServiceCollection services) => services
        .AddSingleton<SigningStore>().AddSingleton<BeginSigning>().AddSingleton<ConfirmSigning>().AddSingleton<LeaveSigning>()
        .AddSingleton<FinishSigning>().AddSingleton<CountWaiting>().AddSingleton<FindSigning>().AddSingleton<FollowSignings>();
}
