namespace Portal.Hosting.Mail;

/// <summary>The door of the letters.</summary>
public static class MailSetup
{
    /// <summary>Adds the outbox.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services, IConfiguration configuration) => services
        .Configure<MailOptions>(configuration.GetSection(MailOptions.Section)).AddSingleton<MailStore>().AddSingleton<Outbox>();
}
