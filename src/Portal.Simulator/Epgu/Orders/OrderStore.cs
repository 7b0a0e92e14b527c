using System.Collections.Concurrent;
using System.Globalization;
using Portal.Simulator.State;

namespace Portal.Simulator.Epgu.Orders;

/// <summary>
/// Orders, written through to the state, and the bytes of their packages in <c>epgu</c> of the state folder: on disk first, then acknowledged.
/// Numbers only grow, also over a reset: a client may have kept the old ones.
/// </summary>
internal sealed class OrderStore : IResettable
{
    private const string Kind = "epgu-order";
    private static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly StateStore store;
    private readonly TimeProvider wall;
    private readonly ConcurrentDictionary<long, EpguOrder> orders;
    private long lastOrder, lastRecord;

    public OrderStore(StateStore store, SimulatorSettings settings, TimeProvider wall)
    {
        (this.store, this.wall) = (store, wall);
        Folder = Path.Combine(settings.StateFolder, "epgu");
        Directory.CreateDirectory(Folder);
        orders = new(store.All<EpguOrder>(Kind).ToDictionary(order => order.Id));
        lastOrder = orders.Keys.DefaultIfEmpty().Max();
        lastRecord = orders.Values.SelectMany(order => order.History).Select(record => record.Id).DefaultIfEmpty().Max();
        Sweep();
    }

    /// <summary>One change at a time.</summary>
    public object Gate { get; } = new();

    /// <summary>Where uploads are spooled and packages kept.</summary>
    public string Folder { get; }

    public IEnumerable<EpguOrder> All => orders.Values.OrderBy(order => order.Id);

    public EpguOrder? Find(long id) => orders.GetValueOrDefault(id);

    /// <summary>On disk when this returns.</summary>
    public EpguOrder Put(EpguOrder order)
    {
        store.Put(Kind, order.Id.ToString(CultureInfo.InvariantCulture), order);
        return orders[order.Id] = order;
    }

    public long NextOrderId() => Next(ref lastOrder, 2_990_000_000);

    public long NextRecordId() => Next(ref lastRecord, 6_990_000_000);

    /// <summary>The ZIP exactly as received.</summary>
    public string PackagePath(long id) => Path.Combine(Folder, $"{id}.zip");

    public string ChunkPath(long id, int chunk) => Path.Combine(Folder, $"{id}.{chunk}.part");

    /// <summary>Makes the package of its chunks; it is on disk when this returns.</summary>
    public void JoinChunks(long id, int count)
    {
        using var whole = new FileStream(PackagePath(id), FileMode.Create, FileAccess.Write);
        for (var chunk = 0; chunk < count; chunk++)
        {
            using var part = File.OpenRead(ChunkPath(id, chunk));
            part.CopyTo(whole);
        }

        whole.Flush(flushToDisk: true);
    }

    /// <summary>Forgets the chunks of an upload that did not become whole, or is whole now.</summary>
    public void DropChunks(long id)
    {
        foreach (var part in Directory.EnumerateFiles(Folder, $"{id}.*.part"))
        {
            File.Delete(part);
        }
    }

    /// <inheritdoc />
    public void Reset()
    {
        lock (Gate)
        {
            orders.Clear();
            Sweep();
        }
    }

    private long Next(ref long last, long from)
    {
        lock (Gate)
        {
            return last = Math.Max(last + 1, from + (long)(wall.GetUtcNow() - Epoch).TotalSeconds);
        }
    }

    /// <summary>Files of no order, and uploads that a kill cut.</summary>
    private void Sweep()
    {
        foreach (var file in Directory.EnumerateFiles(Folder))
        {
            var known = long.TryParse(Path.GetFileName(file).Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id) && orders.TryGetValue(id, out var order)
                && (file.EndsWith(".zip", StringComparison.Ordinal) ? order.SentAt is not null : order.Chunks is not null);
            if (!known)
            {
                File.Delete(file);
            }
        }
    }
}
