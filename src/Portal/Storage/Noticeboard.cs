namespace Portal.Storage;

/// <summary>
/// Tells open screens of this node that something they show has changed; they read the store again. Says nothing of what changed,
/// so a notice that is lost or doubled does no harm.
/// </summary>
public sealed partial class Noticeboard(ILogger<Noticeboard> logger)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Dictionary<long, Func<Task>>> readers = new(StringComparer.Ordinal);
    private long next;

    /// <summary>Calls <paramref name="reread"/> at every notice on the topic until the subscription is disposed.</summary>
    public IDisposable Subscribe(string topic, Func<Task> reread)
    {
        lock (gate)
        {
            var id = next++;
            if (!readers.TryGetValue(topic, out var those))
            {
                readers[topic] = those = [];
            }

            those[id] = reread;
            return new Subscription(() => End(topic, id));
        }
    }

    /// <summary>Puts a notice up. A reader that fails does not keep the others from it.</summary>
    public void Publish(string topic)
    {
        Func<Task>[] those;
        lock (gate)
        {
            those = readers.TryGetValue(topic, out var found) ? [.. found.Values] : [];
        }

        foreach (var reread in those)
        {
            _ = ReadAsync(topic, reread);
        }
    }

    private void End(string topic, long id)
    {
        lock (gate)
        {
            if (readers.TryGetValue(topic, out var those) && those.Remove(id) && those.Count == 0)
            {
                readers.Remove(topic);
            }
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
