using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Portal.Simulator;

/// <summary>The simulator's own root address with the real port; known once the server listens.</summary>
public sealed class SimulatorAddress(IServer server, SimulatorSettings settings)
{
    private Uri? root;

    /// <summary>For example <c>http://localhost:5090/</c>.</summary>
    public Uri Root => root ??= new Uri($"http://localhost:{Port()}/");

    private int Port() => settings.Port != 0
        ? settings.Port
        : new Uri(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()).Port;
}
