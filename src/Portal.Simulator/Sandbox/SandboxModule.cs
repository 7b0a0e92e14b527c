namespace Portal.Simulator.Sandbox;

/// <summary>The folder that the client's settings point at.</summary>
public static class SandboxModule
{
    /// <summary>The sandbox folder and the registry files in it.</summary>
    public static IServiceCollection AddSandbox(this IServiceCollection services) => services
        .AddSingleton<SandboxFolder>()
        .AddSingleton<RegistryFiles>()
        .AddHostedService<SandboxWriter>();

    /// <summary>Writes the files before the first request.</summary>
    private sealed class SandboxWriter(RegistryFiles registry) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            registry.Write();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
