using Portal.Testing;

namespace Portal.Tests.Features.Drafts;

/// <summary>A portal and its outside, with the account opened.</summary>
public abstract class SendingStage : IAsyncLifetime
{
    public Outside Outside { get; private set; } = null!;

    public RunningPortal Portal { get; private set; } = null!;

    internal ReportJourney Journey { get; private set; } = null!;

    /// <summary>How long the portal waits for one answer.</summary>
    protected abstract TimeSpan RequestTimeout { get; }

    public async ValueTask InitializeAsync()
    {
        Outside = await Outside.StartAsync();
        Portal = await RunningPortal.StartAsync(Outside, settings: new Dictionary<string, string> { ["KonturExtern:RequestTimeout"] = $"{RequestTimeout:c}" });
        Journey = new ReportJourney(Portal, Outside);
        await Journey.OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Portal.DisposeAsync();
        await Outside.DisposeAsync();
    }
}
