using Portal.Testing;

namespace Portal.Tests.Access;

/// <summary>One portal with a victim in it; two people who are signed in over HTTP and guess ids.</summary>
public sealed class IsolationStage : IAsyncLifetime
{
    public Outside Outside { get; private set; } = null!;

    public RunningPortal Portal { get; private set; } = null!;

    internal Victim Victim { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Outside = await Outside.StartAsync();
        Portal = await RunningPortal.StartAsync(Outside);
        Victim = await Victim.CreateAsync(Portal, Outside);
    }

    public async ValueTask DisposeAsync()
    {
        await Portal.DisposeAsync();
        await Outside.DisposeAsync();
    }
}
