using System.Net;
using Portal.Simulator.ControlRoom;
using Portal.Simulator.Controls;
using Portal.Simulator.Epgu;
using Portal.Simulator.Esia;
using Portal.Simulator.KonturAuth;
using Portal.Simulator.KonturExtern;
using Portal.Simulator.KonturIdentity;
using Portal.Simulator.PartnerIdp;
using Portal.Simulator.Phones;
using Portal.Simulator.Sandbox;
using Portal.Simulator.State;

namespace Portal.Simulator;

/// <summary>
/// Everything outside the portal, on a port of its own: the partner's OpenID provider, the Authenticator, Kontur's OpenID provider, Kontur.Extern, ESIA and EPGU with Goskey, the phones.
/// A web application object: build, start, tell its address, stop.
/// </summary>
public sealed class SimulatorApp : IAsyncDisposable
{
    private readonly WebApplication web;

    private SimulatorApp(WebApplication web)
    {
        this.web = web;
        Address = web.Services.GetRequiredService<SimulatorAddress>().Root;
    }

    /// <summary>Root address with the real port, for example <c>http://localhost:5090/</c>.</summary>
    public Uri Address { get; }

    /// <summary>The simulator's own services, for tests that look at the other side of the wire.</summary>
    public IServiceProvider Services => web.Services;

    /// <summary>Builds and starts a simulator; returns when it accepts requests.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<SimulatorApp> StartAsync(SimulatorSettings settings, CancellationToken cancellationToken = default)
    {
        Directory.CreateDirectory(settings.StateFolder);
        Directory.CreateDirectory(settings.SandboxFolder);

        var web = Build(settings);
        try
        {
            await web.StartAsync(cancellationToken);
            return new SimulatorApp(web);
        }
        catch
        {
            await web.DisposeAsync();
            throw;
        }
    }

    /// <summary>Returns when the process is asked to end.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken = default) => web.WaitForShutdownAsync(cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await web.StopAsync();
        await web.DisposeAsync();
    }

    private static WebApplication Build(SimulatorSettings settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(SimulatorApp).Assembly.GetName().Name,
            ContentRootPath = settings.StateFolder,
            EnvironmentName = Environments.Development,
        });
        ConfigureHost(builder, settings);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton<SimulatorAddress>();
        builder.Services.AddState();
        builder.Services.AddSandbox();
        builder.Services.AddControls();
        builder.Services.AddPhones();
        builder.Services.AddKonturAuth();
        builder.Services.AddKonturIdentity();
        builder.Services.AddKonturExtern();
        builder.Services.AddEsia();
        builder.Services.AddEpgu();
        builder.Services.AddPartnerIdp(settings);
        builder.Services.AddControlRoom();

        var web = builder.Build();
        web.UseVendorGate();
        web.MapPartnerIdp();
        web.MapKonturAuth();
        web.MapKonturIdentity();
        web.MapKonturExtern();
        web.MapEsia();
        web.MapEpgu();
        web.MapControls();
        web.MapControlRoom();
        return web;
    }

    private static void ConfigureHost(WebApplicationBuilder builder, SimulatorSettings settings)
    {
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        if (settings.LogToConsole)
        {
            builder.Logging.AddConsole();
        }

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, settings.Port);
            kestrel.Limits.MaxRequestBodySize = null;
        });
    }
}
