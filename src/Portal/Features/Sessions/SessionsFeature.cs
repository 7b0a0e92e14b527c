namespace Portal.Features.Sessions;

/// <summary>The door of the feature: where a person is signed in, and signing out elsewhere.</summary>
public static class SessionsFeature
{
    /// <summary>Adds its operations.</summary>
    public static IServiceCollection AddSessions(this IServiceCollection services) => services.AddSingleton<EndSession>().AddSingleton<EndOtherSessions>();
}
