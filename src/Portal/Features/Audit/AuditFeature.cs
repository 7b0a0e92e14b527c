namespace Portal.Features.Audit;

/// <summary>The door of the audit room.</summary>
public static class AuditFeature
{
    /// <summary>Adds the log, its chain, and what administrators do with it.</summary>
    public static IServiceCollection AddAudit(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<AuditOptions>(configuration.GetSection(AuditOptions.Section));
        services.AddSingleton<AuditChain>().AddSingleton<AuditStore>().AddSingleton<AuditLog>();
        services.AddSingleton<AuditSearchStore>().AddSingleton<SearchAudit>().AddSingleton<ListLinkUses>().AddSingleton<OpenAuditRow>().AddSingleton<ExportAudit>();
        services.AddSingleton<AuditCheck>().AddSingleton<VerifyAudit>().AddSingleton<TrimAudit>();
        services.AddSingleton<AuditHeadLog>();
        return services.AddHostedService(provider => provider.GetRequiredService<AuditHeadLog>());
    }
}
