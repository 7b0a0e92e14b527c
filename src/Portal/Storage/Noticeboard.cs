using System.Collections.Concurrent;

namespace Portal.Storage;

/// <summary>
/// Tells open screens of this node that something they show has changed; they read the store again. Says nothing of what changed,
/// so a notice that is lost or doubled does no harm.
/// </summary>
public sealed partial class Noticeboard(ILogger<Noticeboard> logger)
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<long, Func<Task>>> readers = new(StringComparer.Ordinal);
    private long next;

    /// <summary>Calls <paramref name="reread"/> at every notice on the topic until the subscription is disposed.</summary>
    public IDisposable Subscribe(string topic, Func<Task> reread)
    {
        var id = Interlocked.Increment(ref next);
        readers.GetOrAdd(topic, _ => new()).TryAdd(id, reread);
        return new Subscription(() =>
        {
            if (readers.TryGetValue(topic, out var those))
            {
                those.TryRemove(id, out _);
                if (those.IsEmpty)
                {
                    readers.TryRemove(topic, out _);
                }
            }
        });
    }

    /// <summary>Puts a notice up. A reader that fails does not keep the others from it.</summary>
    public void Publish(string topic)
    {
        if (!readers.TryGetValue(topic, out var those))
        {
            return;
        }

        foreach (var reread in those.Values)
        {
            _ = ReadAsync(topic, reread);
        }
    }

    private async Task ReadAsync(string topic, Func<Task> reread)
    {
        try
        {
            await reread();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            LogFailed(error, topic);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A reader of {Topic} failed")]
    private partial void LogFailed(Exception error, string topic);

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
