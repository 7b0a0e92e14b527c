using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Portal.Simulator.State;

namespace Portal.Simulator;

/// <summary>
/// Everything outside the portal, on a port of its own: the partner's OpenID provider, the Authenticator, Kontur.Extern, the phones.
/// A web application object: build, start, tell its address, stop.
/// </summary>
public sealed class SimulatorApp : IAsyncDisposable
{
    private readonly WebApplication web;

    private SimulatorApp(WebApplication web, Uri address)
    {
        this.web = web;
        Address = address;
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

        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(SimulatorApp).Assembly.GetName().Name,
            ContentRootPath = settings.StateFolder,
            EnvironmentName = Environments.Development,
        });
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        if (settings.LogToConsole)
        {
            builder.Logging.AddConsole();
        }

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, settings.Port);
            kestrel.Limits.MaxRequestBodySize = null;
        });
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<StateStore>();

        KonturExtern.KonturExternModule.AddKonturExtern(builder.Services);
        var web = builder.Build();
        KonturExtern.KonturExternModule.MapKonturExtern(web);
        await web.StartAsync(cancellationToken);

        var bound = new Uri(web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return new SimulatorApp(web, new Uri($"http://localhost:{bound.Port}/"));
    }

    /// <summary>Returns when the process is asked to end.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken = default) => web.WaitForShutdownAsync(cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await web.StopAsync();
        await web.DisposeAsync();
    }
}
