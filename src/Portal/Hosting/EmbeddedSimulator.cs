using Portal.Simulator;

namespace Portal.Hosting;

/// <summary>The simulator inside the portal's process. It starts beside the portal: the portal's start does not wait for it, requests do (decision 43).</summary>
public sealed class EmbeddedSimulator(SimulatorSettings settings) : IHostedService
{
    private readonly Task<SimulatorApp> starting = BeginAsync(settings);

    /// <summary>Ends when the simulator answers and the portal's tables know its people; fails when it does not start.</summary>
    public Task Ready { get; private set; } = Task.CompletedTask;

    /// <summary>What comes after its start; when anything of it fails, the host ends with the reason on the error stream.</summary>
    public void Then(Func<Task> seed, IHostApplicationLifetime host)
    {
        Ready = RunAsync();

        async Task RunAsync()
        {
            try
            {
                await starting;
                await seed();
            }
            catch (Exception reason)
            {
                await Console.Error.WriteLineAsync($"The simulator does not start (Simulator:Port is {settings.Port}): {reason.Message}");
                Environment.ExitCode = 1;
                host.StopApplication();
                throw;
            }
        }
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await (await starting).DisposeAsync();
        }
        catch (Exception) when (starting.IsFaulted)
        {
            // It never started; said already.
        }
    }

    /// <summary>Leaves the caller's thread at once: most of the start is work, not waiting.</summary>
    private static async Task<SimulatorApp> BeginAsync(SimulatorSettings settings)
    {
        await Task.Yield();
        return await SimulatorApp.StartAsync(settings);
    }
}
