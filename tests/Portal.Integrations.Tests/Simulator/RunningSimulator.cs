using System.Net;
using System.Text.Json;
using Portal.Simulator;
using Portal.Testing;
using Xunit;

namespace Portal.Integrations.Tests.Simulator;

/// <summary>A simulator on a free port with folders of its own.</summary>
public sealed class RunningSimulator : IAsyncLifetime
{
    private readonly string root = Directory.CreateTempSubdirectory("simulator-").FullName;
    private SimulatorApp? app;

    public string StateFolder => Path.Combine(root, "state");

    public string SandboxFolder => Path.Combine(root, "sandbox");

    public SimulatorApp App => app!;

    public string ApiKey => Sandbox("api-key");

    public string Sandbox(string file) => File.ReadAllText(Path.Combine(SandboxFolder, file));

    public ValueTask InitializeAsync() => StartAsync(null);

    /// <summary>Stops and starts over the same folders, on a port of the day.</summary>
    public async Task RestartAsync(Func<SimulatorSettings, SimulatorSettings>? change = null)
    {
        await App.DisposeAsync();
        await StartAsync(change);
    }

    /// <summary>A browser: keeps cookies, follows nothing.</summary>
    public HttpClient Browser() => new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() })
    {
        BaseAddress = App.Address,
    };

    public async Task<JsonElement> JournalAsync(HttpClient client, string query = "")
    {
        var text = await client.GetStringAsync($"controls/requests?{query}", TestContext.Current.CancellationToken);
        return JsonDocument.Parse(text).RootElement;
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        Directory.Delete(root, recursive: true);
    }

    private async ValueTask StartAsync(Func<SimulatorSettings, SimulatorSettings>? change)
    {
        var settings = new SimulatorSettings { Port = 0, StateFolder = StateFolder, SandboxFolder = SandboxFolder };
        await SeededSimulator.PrepareAsync(settings.StateFolder, settings.SandboxFolder);
        app = await SimulatorApp.StartAsync(change?.Invoke(settings) ?? settings);
    }
}
