using System.Net;
using Portal.Testing;

namespace Portal.Integrations.Tests;

public sealed class SimulatorProcessTests
{
    [Fact]
    public async Task The_simulator_runs_alone_on_the_port_it_is_given_and_keeps_its_state_in_the_folder_it_is_given()
    {
        using var folder = new TempFolder();
        await using var simulator = await AppProcess.StartAsync(AppProcessSettings.Simulator(folder.Path), TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = simulator.Address };

        using var answer = await client.GetAsync("no-such-vendor/", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.True(Directory.Exists(Path.Combine(folder.Path, "simulator")));
        Assert.True(Directory.Exists(Path.Combine(folder.Path, "sandbox")));
    }
}
