using System.Collections.Concurrent;
using System.Collections.Immutable;
using Portal.Storage;

namespace Portal.Features.Goskey.Sending;

/// <summary>What a package that is being sent is at.</summary>
/// <param name="Signed">Ids of the documents that are signed.</param>
/// <param name="Packed">Ids of the documents that lie in the package.</param>
/// <param name="SentBytes">Bytes that EPGU took.</param>
/// <param name="TotalBytes">Bytes of the package; zero until it is assembled.</param>
public sealed record SendingNote(ImmutableHashSet<string> Signed, ImmutableHashSet<string> Packed, long SentBytes, long TotalBytes)
{
    /// <summary>Nothing done yet.</summary>
    public static SendingNote Begun { get; } = new([], [], 0, 0);
}

/// <summary>How far this node's sendings are, for the pages that look; kept nowhere: what counts is in the store.</summary>
public sealed class SendingProgress(Noticeboard noticeboard, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<string, (SendingNote Note, DateTimeOffset ToldAt)> notes = new(StringComparer.Ordinal);

    /// <summary>How far a package is; null when this node does not send it.</summary>
    public SendingNote? Of(string packageId) => notes.TryGetValue(packageId, out var found) ? found.Note : null;

    /// <summary>Notes a step, from any thread; pages hear of it four times a second at most.</summary>
    public void Note(string packageId, Func<SendingNote, SendingNote> step)
    {
        var now = clock.GetUtcNow();
        var tells = false;
        notes.AddOrUpdate(packageId, _ => Add(SendingNote.Begun, default), (_, old) => Add(old.Note, old.ToldAt));
        if (tells)
        {
            noticeboard.Publish(Package.Topic(packageId));
        }

        (SendingNote, DateTimeOffset) Add(SendingNote note, DateTimeOffset toldAt)
        {
            tells = now - toldAt >= Pause;
            return (step(note), tells ? now : toldAt);
        }
    }

    /// <summary>It is over, either way.</summary>
    public void Forget(string packageId) => notes.TryRemove(packageId, out _);
}
