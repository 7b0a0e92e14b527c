using Portal.Testing;

namespace Portal.Browser.Tests;

/// <summary>A simulator and a portal in this process, for the tests of one class.</summary>
public class PortalFixture : IAsyncLifetime
{
    private Outside? outside;
    private RunningPortal? portal;

    /// <summary>The other side of the wire.</summary>
    public Outside Outside => outside ?? throw new InvalidOperationException("The simulator has not started.");

    /// <summary>The portal.</summary>
    public RunningPortal Portal => portal ?? throw new InvalidOperationException("The portal has not started.");

    /// <summary>Settings of the portal that differ from those of every test.</summary>
    protected virtual IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>();

    /// <inheritdoc />
    public virtual async ValueTask InitializeAsync()
    {
        outside = await Outside.StartAsync();
        portal = await RunningPortal.StartAsync(outside, settings: Settings);
    }

    /// <inheritdoc />
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (portal is not null)
        {
            await portal.DisposeAsync();
        }

        if (outside is not null)
        {
            await outside.DisposeAsync();
        }
    }
}
