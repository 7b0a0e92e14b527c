using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Portal.Simulator.State;

namespace Portal.Simulator.Controls;

/// <summary>
/// The journal of received requests: the last 20,000 in memory, and each one appended to <c>requests.jsonl</c> in the state folder, so that
/// sends can still be counted after the simulator was killed.
/// </summary>
public sealed class RequestJournal : IResettable, IDisposable
{
    private const int Capacity = 20_000;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly Lock gate = new();
    private readonly Queue<JournalEntry> entries = new();
    private readonly FileStream file;
    private long lastId;

    /// <summary>Reads what an earlier run left.</summary>
    public RequestJournal(SimulatorSettings settings)
    {
        var path = Path.Combine(settings.StateFolder, "requests.jsonl");
        foreach (var line in File.Exists(path) ? File.ReadLines(path) : [])
        {
            if (Parse(line) is { } entry)
            {
                Keep(entry);
            }
        }

        // Rewritten at every start: cuts what is beyond the capacity and a line torn by a kill.
        var rewritten = path + ".tmp";
        File.WriteAllLines(rewritten, entries.Select(entry => JsonSerializer.Serialize(entry, Json)));
        File.Move(rewritten, path, overwrite: true);
        file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        file.Seek(0, SeekOrigin.End);
    }

    /// <summary>Writes one request down; its id is given here.</summary>
    public void Add(JournalEntry entry)
    {
        lock (gate)
        {
            var numbered = entry with { Id = lastId + 1 };
            Keep(numbered);
            file.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(numbered, Json) + "\n"));
        }
    }

    /// <summary>Oldest first. <paramref name="path"/> matches as a part of the path with its query, or as a regular expression.</summary>
    public IReadOnlyList<JournalEntry> Read(string? vendor = null, string? path = null, string? verb = null, long after = 0, int? last = null)
    {
        lock (gate)
        {
            var found = entries.Where(entry => entry.Id > after
                && (string.IsNullOrEmpty(vendor) || string.Equals(entry.Vendor, vendor, StringComparison.OrdinalIgnoreCase))
                && (string.IsNullOrEmpty(verb) || string.Equals(entry.Verb, verb, StringComparison.OrdinalIgnoreCase))
                && (string.IsNullOrEmpty(path) || Matches(entry.Path, path)));
            return [.. last is { } count ? found.TakeLast(count) : found];
        }
    }

    /// <inheritdoc />
    public void Reset()
    {
        lock (gate)
        {
            entries.Clear();
            file.SetLength(0);
        }
    }

    /// <inheritdoc />
    public void Dispose() => file.Dispose();

    private static bool Matches(string text, string pattern)
    {
        if (text.Contains(pattern, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.IgnoreCase, TimeSpan.FromMilliseconds(50));
        }
        catch (Exception reason) when (reason is ArgumentException or RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static JournalEntry? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<JournalEntry>(line, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Keep(JournalEntry entry)
    {
        lastId = entry.Id;
        entries.Enqueue(entry);
        if (entries.Count > Capacity)
        {
            entries.Dequeue();
        }
    }
}
