using System.Threading.RateLimiting;
using Portal.Integrations.Http;

namespace Portal.Integrations.Epgu;

/// <summary>The requests that the whole information system may make (contract goskey 3.11), shared by all calls of this process: who comes too early waits.</summary>
public sealed class EpguBudget : IDisposable
{
    private const int Waiting = 1_000;
    private readonly IReadOnlyList<SlidingWindowRateLimiter> windows;

    /// <summary>The published limits, or lower ones.</summary>
    public EpguBudget(int perMinute = 2_000, int perHour = 120_000) => windows = [Window(perMinute, TimeSpan.FromMinutes(1)), Window(perHour, TimeSpan.FromHours(1))];

    /// <summary>Takes one request of every window.</summary>
    /// <exception cref="VendorException">Throttled: a thousand others wait already.</exception>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        foreach (var window in windows)
        {
            using var lease = await window.AcquireAsync(1, cancellationToken);
            if (!lease.IsAcquired)
            {
                throw new VendorException(VendorErrorKind.Throttled, EpguErrors.Vendor);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var window in windows)
        {
            window.Dispose();
        }
    }

    private static SlidingWindowRateLimiter Window(int permits, TimeSpan window) => new(new SlidingWindowRateLimiterOptions
    {
        PermitLimit = permits, Window = window, SegmentsPerWindow = 12, QueueLimit = Waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });
}
