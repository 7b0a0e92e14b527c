using System.Diagnostics;
using Portal.Testing;

namespace Portal.Tests.Fixtures;

public sealed class AppProcessTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_process_is_gone_and_comes_back_at_the_same_address()
    {
        using var folder = new TempFolder();
        await using var simulator = await AppProcess.StartAsync(AppProcessSettings.Simulator(folder.Path), Cancellation);
        var address = simulator.Address;

        await simulator.KillAsync();
        Assert.False(simulator.IsRunning);
        await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync(address));

        await simulator.StartAgainAsync(Cancellation);
        Assert.Equal(address, simulator.Address);
        await AskAsync(address);
    }

    [Fact]
    public async Task A_stopped_process_ends_in_order_and_its_output_is_kept()
    {
        using var folder = new TempFolder();
        await using var simulator = await AppProcess.StartAsync(AppProcessSettings.Simulator(folder.Path), Cancellation);

        var exitCode = await simulator.StopAsync();

        Assert.Equal(0, exitCode);
        Assert.Contains($"Simulator: {simulator.Address}", simulator.Output);
    }

    [Fact]
    public async Task A_process_that_ends_instead_of_answering_tells_its_exit_code_and_its_words()
    {
        var settings = new AppProcessSettings { Project = "Portal.Simulator", Arguments = _ => ["--port", "not-a-number"] };

        var failure = await Assert.ThrowsAsync<AppExitedException>(() => AppProcess.StartAsync(settings, Cancellation));

        Assert.NotEqual(0, failure.ExitCode);
        Assert.Contains("not-a-number", failure.Message);
    }

    [Fact]
    public async Task Disposing_leaves_no_process_behind()
    {
        using var folder = new TempFolder();
        var simulator = await AppProcess.StartAsync(AppProcessSettings.Simulator(folder.Path), Cancellation);
        var id = simulator.Id;

        await simulator.DisposeAsync();

        Assert.Throws<ArgumentException>(() => Process.GetProcessById(id));
    }

    private static async Task AskAsync(Uri address)
    {
        using var client = new HttpClient();
        using var answer = await client.GetAsync(address, Cancellation);
    }
}
