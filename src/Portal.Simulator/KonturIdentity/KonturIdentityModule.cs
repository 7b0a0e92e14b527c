using Portal.Simulator.State;

namespace Portal.Simulator.KonturIdentity;

/// <summary>Kontur's OpenID provider (contract auth 2.3, 2.6, 2.7), below <c>/identity</c>.</summary>
internal static class KonturIdentityModule
{
    /// <summary>Clients, grants and what they hand out.</summary>
    public static IServiceCollection AddKonturIdentity(this IServiceCollection services) => services
        .AddTickets<AccessToken>()
        .AddTickets<RefreshGrant>()
        .AddTickets<AuthorizationCode>()
        .AddTickets<DeviceRequest>()
        .AddTickets<UsedJwt>()
        .AddSingleton<IdentityKeys>()
        .AddSingleton<ClientGate>()
        .AddSingleton<TrustedJwt>()
        .AddSingleton<DeviceDesk>()
        .AddSingleton<TokenIssue>()
        .AddSingleton<ITokenGrant, TrustedGrant>()
        .AddSingleton<ITokenGrant, PasswordGrant>()
        .AddSingleton<ITokenGrant, CertificateGrant>()
        .AddSingleton<ITokenGrant, RefreshTokenGrant>()
        .AddSingleton<ITokenGrant, CodeGrant>()
        .AddSingleton<ITokenGrant, DeviceGrant>()
        .AddSingleton<ITokenGrant, ClientCredentialsGrant>()
        .AddSingleton<TokenEndpoint>()
        .AddSingleton<AuthorizeEndpoint>()
        .AddSingleton<DeviceEndpoints>();

    /// <summary>The provider's paths, and its controls.</summary>
    public static void MapKonturIdentity(this WebApplication web)
    {
        var root = web.MapGroup("/identity");
        root.MapGet("/.well-known/openid-configuration", (TokenIssue issue, IEnumerable<ITokenGrant> grants) => IdentityAnswer.Json(Discovery(issue.Issuer, grants)));
        root.MapGet("/.well-known/openid-configuration/jwks", (IdentityKeys keys) => IdentityAnswer.Json(new { keys = new[] { keys.Public } }));
        root.MapPost("/connect/token", (HttpContext context, TokenEndpoint tokens) => IdentityAnswer.GuardAsync(context, () => tokens.TokenAsync(context)));
        root.MapPost("/authentication/certificate", (HttpContext context, TokenEndpoint tokens) => IdentityAnswer.GuardAsync(context, () => tokens.CertificateAsync(context)));
        root.MapGet("/connect/authorize", (HttpContext context, AuthorizeEndpoint authorize) => authorize.Show(context));
        root.MapPost("/connect/authorize", (HttpContext context, AuthorizeEndpoint authorize) => authorize.LogInAsync(context));
        root.MapPost("/connect/deviceauthorization", (HttpContext context, DeviceEndpoints devices) => IdentityAnswer.GuardAsync(context, () => devices.BeginAsync(context)));
        root.MapGet("/device", (HttpContext context) => DeviceEndpoints.Show(context));
        root.MapPost("/device", (HttpContext context, DeviceEndpoints devices) => devices.DecideAsync(context));

        var controls = web.MapGroup("/controls/identity");
        controls.MapPost("/device/{userCode}/approve", (DeviceEndpoints devices, string userCode, string? login) => devices.Control(userCode, login, approve: true));
        controls.MapPost("/device/{userCode}/decline", (DeviceEndpoints devices, string userCode) => devices.Control(userCode, null, approve: false));
    }

    private static object Discovery(string issuer, IEnumerable<ITokenGrant> grants) => new
    {
        issuer,
        jwks_uri = $"{issuer}/.well-known/openid-configuration/jwks",
        authorization_endpoint = $"{issuer}/connect/authorize",
        token_endpoint = $"{issuer}/connect/token",
        device_authorization_endpoint = $"{issuer}/connect/deviceauthorization",
        grant_types_supported = grants.Select(grant => grant.Type),
        response_types_supported = new[] { "code" },
        response_modes_supported = new[] { "query" },
        scopes_supported = Scopes.Known,
        subject_types_supported = new[] { "public" },
        id_token_signing_alg_values_supported = new[] { "RS256" },
        token_endpoint_auth_methods_supported = new[] { "client_secret_post", "client_secret_basic" },
        code_challenge_methods_supported = new[] { "S256" },
    };
}
