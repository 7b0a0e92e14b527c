namespace Portal.Features.Calendars;

/// <summary>The door of the production calendars' room.</summary>
public static class CalendarsFeature
{
    /// <summary>Adds the room's store and operations.</summary>
    public static IServiceCollection AddCalendars(this IServiceCollection services) =>
        services.AddSingleton<CalendarStore>().AddSingleton<ProductionCalendars>().AddSingleton<ReplaceCalendar>();
}
