using System.Collections.Concurrent;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturExtern.Wire;

/// <summary>Records of one kind, read when first asked for, then held in memory and written through: <see cref="Put"/> returns when the record is on disk.</summary>
internal sealed class StoredTable<T>(StateStore store, string kind, Func<T, Guid> idOf)
    where T : class
{
    private readonly Lazy<ConcurrentDictionary<Guid, T>> rows = new(() => new(store.All<T>(kind).ToDictionary(idOf)));

    public ICollection<T> All => rows.Value.Values;

    public T? Find(Guid id) => rows.Value.GetValueOrDefault(id);

    public T Put(T row)
    {
        var known = rows.Value;
        store.Put(kind, idOf(row).ToString(), row);
        known[idOf(row)] = row;
        return row;
    }

    public bool Remove(Guid id)
    {
        store.Remove(kind, id.ToString());
        return rows.Value.TryRemove(id, out _);
    }

    public void Clear()
    {
        foreach (var id in rows.Value.Keys)
        {
            Remove(id);
        }
    }
}
