using Portal.Simulator.State;

namespace Portal.Simulator.Epgu.Wire;

/// <summary>Requests of one system: 2 000 a minute, 120 000 an hour (contract 3.11; the longer limits are multiples of these). Wall clock, not kept over a restart.</summary>
internal sealed class RequestBudget(TimeProvider wall) : IResettable
{
    private static readonly (TimeSpan Span, int Most)[] Limits = [(TimeSpan.FromMinutes(1), 2_000), (TimeSpan.FromHours(1), 120_000)];
    private readonly Lock gate = new();
    private readonly Dictionary<(string System, int Limit), (DateTimeOffset From, int Taken)> windows = [];

    /// <summary>False when the request is one too many.</summary>
    public bool Take(string system)
    {
        lock (gate)
        {
            var (now, allowed) = (wall.GetUtcNow(), true);
            for (var limit = 0; limit < Limits.Length; limit++)
            {
                if (!windows.TryGetValue((system, limit), out var window))
                {
                    window = (now, 0);
                }

                window = now - window.From >= Limits[limit].Span ? (now, 1) : (window.From, window.Taken + 1);
                windows[(system, limit)] = window;
                allowed &= window.Taken <= Limits[limit].Most;
            }

            return allowed;
        }
    }

    /// <inheritdoc />
    public void Reset()
    {
        lock (gate)
        {
            windows.Clear();
        }
    }
}
