namespace Portal.Features.Attention;

/// <summary>The door of the home page's room: what needs the person, and what is due.</summary>
public static class AttentionFeature
{
    /// <summary>Adds the room's store and operations.</summary>
    public static IServiceCollection AddAttention(this IServiceCollection services) =>
        services.AddSingleton<DeadlineStore>().AddSingleton<RefreshDeadlines>().AddSingleton<ListAttention>();
}
