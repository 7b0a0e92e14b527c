using Portal.Simulator.State;

namespace Portal.Simulator.KonturAuth;

/// <summary>The Authenticator: linking, trusted authentication, certificate, password, refresh (contract auth 2.2, 2.4, 2.5).</summary>
public static class KonturAuthModule
{
    /// <summary>Sessions, links and the handshake.</summary>
    public static IServiceCollection AddKonturAuth(this IServiceCollection services) => services
        .AddSingleton<KonturUsers>()
        .AddResettable<KonturUsers>()
        .AddSingleton<SessionDirectory>()
        .AddResettable<SessionDirectory>()
        .AddSingleton<LinkDirectory>()
        .AddResettable<LinkDirectory>()
        .AddSingleton<TrusterKeys>()
        .AddResettable<TrusterKeys>()
        .AddSingleton<RefreshTokens>()
        .AddResettable<RefreshTokens>()
        .AddSingleton<ApiKeyGate>()
        .AddSingleton<TrusterSignature>()
        .AddSingleton<RegisterServiceId>()
        .AddSingleton<AuthenticateByTruster>()
        .AddSingleton<ApproveTruster>()
        .AddSingleton<RefreshSession>()
        .AddTickets<CertificateSecret>()
        .AddTickets<KnownCertificate>()
        .AddSingleton<CertificateHandshake>()
        .AddSingleton<AuthenticateByCertificate>()
        .AddSingleton<AuthenticateByPassword>();

    /// <summary>Everything under <c>/kontur-auth</c>; the version segment is a wildcard (contract auth 1.1).</summary>
    public static void MapKonturAuth(this WebApplication web)
    {
        const string version = "{version:regex(^v5(\\.\\d+)?$)}";
        var root = web.MapGroup("/kontur-auth");
        var auth = root.MapGroup($"/auth/{version}");
        auth.MapPut("/register-external-service-id", (HttpContext context, RegisterServiceId step) => step.Run(context));
        auth.MapPost("/authenticate-by-truster", (HttpContext context, AuthenticateByTruster step) => step.RunAsync(context));
        auth.MapPost("/approve-truster", (HttpContext context, ApproveTruster step) => step.Run(context));
        auth.MapPost("/authenticate-by-cert", (HttpContext context, AuthenticateByCertificate steps) => steps.BeginAsync(context));
        auth.MapPost("/approve-cert", (HttpContext context, AuthenticateByCertificate steps) => steps.ApproveAsync(context));
        auth.MapPost("/authenticate-by-pass", (HttpContext context, AuthenticateByPassword step) => step.RunAsync(context));
        root.MapPost($"/sessions/{version}/sessions/refresh", (HttpContext context, RefreshSession step) => step.Run(context));
    }
}
