using System.Text.Encodings.Web;
using System.Text.Json;
using Portal.Simulator.Epgu.Pki;
using Portal.Simulator.Sandbox;
using Portal.Simulator.State;

namespace Portal.Simulator.Esia;

/// <summary>ESIA: API-Key to access token (contract goskey-epgu 2).</summary>
public static class EsiaModule
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Keys and tokens.</summary>
    public static IServiceCollection AddEsia(this IServiceCollection services) => services
        .AddSingleton<SenderSandbox>()
        .AddSingleton<EsiaKeys>()
        .AddTickets<EsiaToken>()
        .AddSingleton<AccessTokens>()
        .AddSingleton<TokenEndpoint>();

    /// <summary>Makes the sender's half of the sandbox before a simulator is started, for a client whose settings are checked earlier.</summary>
    public static void PrepareSandbox(SimulatorSettings settings, TimeProvider wall) => _ = new SenderSandbox(new SandboxFolder(settings, wall), new Authorities(settings, wall), wall);

    /// <summary>Writes the sender's half of the sandbox and maps the path and the controls.</summary>
    public static void MapEsia(this WebApplication web)
    {
        _ = web.Services.GetRequiredService<SenderSandbox>();
        web.MapGet("/esia/esia-rs/api/public/v1/orgs/ext-app/{apiKey}/tkn", (TokenEndpoint endpoint, string apiKey, string? signature) => endpoint.Answer(apiKey, signature));
        EsiaControls.Map(web.MapGroup("/controls/esia"));
    }
}
