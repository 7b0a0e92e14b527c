using System.Diagnostics;
using System.Globalization;

namespace Portal.Testing;

/// <summary>Waits for what happens by itself (a job, a screen, a process) instead of sleeping for a guessed time.</summary>
public static class Eventually
{
    /// <summary>How long is waited when a test does not say: generous, because a slow machine is not a failure.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Returns when <paramref name="condition"/> is true.</summary>
    /// <param name="what">The sentence of the failure: <c>"the report is sent"</c>.</param>
    /// <exception cref="TimeoutException">It did not become true in time.</exception>
    public static Task IsTrueAsync(
        Func<Task<bool>> condition, string what, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        PollAsync(async () => (await condition(), true), what, timeout, cancellationToken);

    /// <inheritdoc cref="IsTrueAsync(Func{Task{bool}}, string, TimeSpan?, CancellationToken)"/>
    public static Task IsTrueAsync(Func<bool> condition, string what, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        IsTrueAsync(() => Task.FromResult(condition()), what, timeout, cancellationToken);

    /// <summary>Returns the first answer of <paramref name="read"/> that is not null.</summary>
    public static Task<T> GetAsync<T>(Func<Task<T?>> read, string what, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        where T : class =>
        PollAsync(async () => await read() is { } found ? (true, found) : (false, default(T)!), what, timeout, cancellationToken);

    /// <summary>Returns when <paramref name="assertions"/> ends without an exception; the last one is the cause of the failure.</summary>
    public static async Task PassesAsync(Func<Task> assertions, string what, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        Exception? last = null;
        try
        {
            await PollAsync(
                async () =>
                {
                    try
                    {
                        await assertions();
                        return (true, true);
                    }
                    catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
                    {
                        last = failure;
                        return (false, false);
                    }
                },
                what,
                timeout,
                cancellationToken);
        }
        catch (TimeoutException late) when (last is not null)
        {
            throw new TimeoutException($"{late.Message} Last: {last.Message}", last);
        }
    }

    private static async Task<T> PollAsync<T>(Func<Task<(bool Done, T Value)>> probe, string what, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var limit = timeout ?? DefaultTimeout;
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            // The last look is taken after the time is over: a machine that slept through the pause gets its chance.
            var late = Stopwatch.GetElapsedTime(started) > limit;
            var (done, value) = await probe();
            if (done)
            {
                return value;
            }

            if (late)
            {
                throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"Not within {limit.TotalSeconds:0.#} s: {what}."));
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }
}
