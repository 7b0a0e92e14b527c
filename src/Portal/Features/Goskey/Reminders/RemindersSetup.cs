namespace Portal.Features.Goskey.Reminders;

/// <summary>The door of letters to recipients.</summary>
public static class RemindersSetup
{
    /// <summary>Adds the store and the work of <see cref="GoskeyRemindersJob"/>.</summary>
    public static IServiceCollection AddReminders(this IServiceCollection services) => services.AddSingleton<ReminderStore>().AddSingleton<RemindRecipients>();
}
