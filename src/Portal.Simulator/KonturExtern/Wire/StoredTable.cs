using System.Collections.Concurrent;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturExtern.Wire;

/// <summary>Records of one kind, held in memory and written through: <see cref="Put"/> returns when the record is on disk.</summary>
internal sealed class StoredTable<T>(StateStore store, string kind, Func<T, Guid> idOf)
    where T : class
{
    private readonly ConcurrentDictionary<Guid, T> rows = new(store.All<T>(kind).ToDictionary(idOf));

    public ICollection<T> All => rows.Values;

    public T? Find(Guid id) => rows.GetValueOrDefault(id);

    public T Put(T row)
    {
        store.Put(kind, idOf(row).ToString(), row);
        rows[idOf(row)] = row;
        return row;
    }

    public bool Remove(Guid id)
    {
        store.Remove(kind, id.ToString());
        return rows.TryRemove(id, out _);
    }

    public void Clear()
    {
        foreach (var id in rows.Keys)
        {
            Remove(id);
        }
    }
}
