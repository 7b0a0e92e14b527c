using Portal.Storage;
using Portal.Testing;
using Portal.Tests.Storage;

namespace Portal.Tests.Access;

/// <summary>A portal whose partner's provider is a <see cref="HostileProvider"/>.</summary>
public sealed class HostileStage : IAsyncLifetime
{
    private Outside outside = null!;

    internal HostileProvider Provider { get; private set; } = null!;

    public RunningPortal Portal { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        outside = await Outside.StartAsync();
        Provider = await HostileProvider.StartAsync();
        Portal = await RunningPortal.StartAsync(outside, settings: new Dictionary<string, string>
        {
            ["SignIn:Issuer"] = Provider.Issuer, ["SignIn:ClientId"] = HostileProvider.ClientId, ["SignIn:ClientSecret"] = HostileProvider.ClientSecret,
        });
    }

    /// <summary>How many sessions live.</summary>
    public Task<long> SessionsAsync() => Databases.ScalarAsync<long>(Portal.Get<Database>(), "SELECT count(*) FROM session WHERE ended_at IS NULL", new { });

    public async ValueTask DisposeAsync()
    {
        await Portal.DisposeAsync();
        await Provider.DisposeAsync();
        await outside.DisposeAsync();
    }
}
