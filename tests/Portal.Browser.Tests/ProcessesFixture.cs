using Portal.Testing;

namespace Portal.Browser.Tests;

/// <summary>A simulator and a portal as processes of their own, for tests which kill the portal and start it again on the same data.</summary>
public sealed class ProcessesFixture : IAsyncLifetime
{
    private readonly TempFolder folder = new();
    private Outside? outside;
    private AppProcess? portal;

    /// <summary>Settings of the portal that win over the usual ones.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>The portal's data.</summary>
    public string DataFolder => folder.Combine("data");

    /// <summary>The other side of the wire; it outlives the portal.</summary>
    public Outside Outside => outside ?? throw new InvalidOperationException("The simulator has not started.");

    /// <summary>The portal.</summary>
    public AppProcess Portal => portal ?? throw new InvalidOperationException("The portal has not started.");

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        var simulator = await AppProcess.StartAsync(AppProcessSettings.Simulator(folder.Path));
        outside = Outside.Of(simulator, folder.Combine("sandbox"));
        portal = await AppProcess.StartAsync(new AppProcessSettings { Project = "Portal", ReadyPath = "/health/ready", Arguments = Arguments });
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (portal is not null)
        {
            await portal.DisposeAsync();
        }

        if (outside is not null)
        {
            await outside.DisposeAsync();
        }

        folder.Dispose();
    }

    private IReadOnlyList<string> Arguments(int port)
    {
        var settings = RunningPortal.Settings(Outside, new Uri($"http://localhost:{port}/"), DataFolder).ToDictionary(StringComparer.Ordinal);
        settings["urls"] = $"http://localhost:{port}";
        settings["KonturExtern:RequestTimeout"] = $"{HastyPortalFixture.RequestTimeout:c}";
        foreach (var (key, value) in Settings)
        {
            settings[key] = value;
        }

        return [.. settings.Select(setting => $"--{setting.Key}={setting.Value}")];
    }
}
