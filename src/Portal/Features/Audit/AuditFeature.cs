namespace Portal.Features.Audit;

/// <summary>The door of the audit room.</summary>
public static class AuditFeature
{
    /// <summary>Adds the log and its store.</summary>
    public static IServiceCollection AddAudit(this IServiceCollection services) => services.AddSingleton<AuditStore>().AddSingleton<AuditLog>();
}
