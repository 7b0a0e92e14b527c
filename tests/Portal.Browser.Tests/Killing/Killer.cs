using System.Globalization;
using Portal.Testing;

namespace Portal.Browser.Tests.Killing;

/// <summary>Kills the portal (SIGKILL) at the given points in turn, and starts it again, while somebody works; the simulator is another process and goes on.</summary>
public sealed class Killer(ProcessesFixture stage, IReadOnlyList<KillPoint> points)
{
    private const int Held = 60_000;
    private readonly SortedDictionary<string, int> met = new(StringComparer.Ordinal);

    /// <summary>How long a point is waited for.</summary>
    public TimeSpan MetWithin { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>How often somebody has pressed; watched at <see cref="KillPoint.Pressed"/>.</summary>
    public Func<long> Pressed { get; init; } = () => 0;

    /// <summary>How much of packages has been put together; watched at <see cref="KillPoint.Assembled"/>.</summary>
    public Func<long> Assembled { get; init; } = () => 0;

    /// <summary>Seed of the random moments.</summary>
    public int Seed { get; } = Random.Shared.Next();

    /// <summary>How often it has killed.</summary>
    public int Kills { get; private set; }

    /// <summary>True for the long runs (<c>PORTAL_LONG_TESTS=1</c>).</summary>
    public static bool IsLong => Environment.GetEnvironmentVariable("PORTAL_LONG_TESTS") == "1";

    /// <summary>How often each point was met; a kill elsewhere, because nobody came by in time, counts nowhere.</summary>
    public IReadOnlyDictionary<string, int> Met => met;

    /// <summary>Kills so often, or until nobody works any more. Somebody gets a step further between two kills, however slow the machine.</summary>
    /// <param name="times">How often; the points are taken in turn, so every one is met in a long run.</param>
    /// <param name="work">What goes on meanwhile; its failure ends the killing.</param>
    /// <param name="steps">How far everybody together is.</param>
    public async Task KillAsync(int times, Task work, Func<int> steps)
    {
        var random = new Random(Seed);
        for (var kill = 0; kill < times && !work.IsCompleted; kill++)
        {
            var point = points[kill % points.Count];
            if (await IsMetAsync(point, random))
            {
                met[point.Name] = met.GetValueOrDefault(point.Name) + 1;
            }

            await stage.Portal.KillAsync();
            Kills++;
            await stage.Outside.NoFaultsAsync();
            await stage.Portal.StartAgainAsync();
            var before = steps();
            await Eventually.IsTrueAsync(() => steps() > before || work.IsCompleted, "somebody gets further", TimeSpan.FromMinutes(5));
            if (work.IsFaulted)
            {
                await work;
            }
        }
    }

    /// <summary>What was met, one line each.</summary>
    public string Told() => string.Create(
        CultureInfo.InvariantCulture, $"{met.Values.Sum()} of {Kills} kills at the point meant, seed {Seed}:{string.Concat(met.Select(point => $"{Environment.NewLine}  {point.Value} × {point.Key}"))}");

    private async Task<bool> IsMetAsync(KillPoint point, Random random)
    {
        var watched = point == KillPoint.Pressed ? Pressed : point == KillPoint.Assembled ? Assembled : null;
        if (point.Path is null && watched is null)
        {
            await Task.Delay(random.Next(500, 6_000), TestContext.Current.CancellationToken);
            return true;
        }

        Func<Task<bool>> isMet = watched is not null ? Grows(watched) : point.Follows ? await FollowAsync(point) : await HoldAsync(point);
        try
        {
            await Eventually.IsTrueAsync(isMet, $"{point.Name} is met", MetWithin);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static Func<Task<bool>> Grows(Func<long> count)
    {
        var last = count();
        return () =>
        {
            var (before, now) = (last, last = count());
            return Task.FromResult(now > before);
        };
    }

    private async Task<Func<Task<bool>>> FollowAsync(KillPoint point)
    {
        var before = await CountAsync();
        return async () => await CountAsync() > before;

        async Task<int> CountAsync() => (await stage.Outside.RequestsAsync(point.Path!)).Count(line => line.Verb == point.Verb && line.Accepted);
    }

    // The fault is taken off when the call comes; it is accepted a moment later.
    private async Task<Func<Task<bool>>> HoldAsync(KillPoint point)
    {
        var before = await DroppedAsync();
        if (point.Skip > 0)
        {
            await stage.Outside.FaultAsync(point.Path!, point.Verb, delayMs: 1, times: point.Skip);
        }

        await stage.Outside.FaultAsync(point.Path!, point.Verb, delayMs: Held, dropAfterAccept: point.Accepted);
        if (point.EndsSessions)
        {
            await stage.Outside.EndSessionsAsync();
        }

        return async () => await stage.Outside.FaultsLeftAsync() == 0 && (!point.Accepted || await DroppedAsync() > before);

        async Task<int> DroppedAsync() => (await stage.Outside.RequestsAsync(point.Path!)).Count(line => line.Dropped);
    }
}
