namespace Portal.Simulator.State;

/// <summary>Something handed out for a time: a token, a code, a secret.</summary>
internal interface ITicket
{
    /// <summary>By what it is found.</summary>
    string Key { get; }

    /// <summary>When it ends (UTC, wall clock).</summary>
    DateTimeOffset ExpiresAt { get; }
}

/// <summary>Tickets of one kind, written through to the state: what was handed out is good after a restart.</summary>
internal sealed class Tickets<T>(StateStore store, TimeProvider wall) : IResettable
    where T : class, ITicket
{
    private static readonly string Kind = "ticket-" + typeof(T).Name;
    private readonly Lock gate = new();
    private readonly Dictionary<string, T> tickets = store.All<T>(Kind).ToDictionary(ticket => ticket.Key, StringComparer.Ordinal);
    private DateTimeOffset swept;

    /// <summary>Adds a ticket or replaces the one with its key.</summary>
    public T Put(T ticket)
    {
        lock (gate)
        {
            Sweep();
            store.Put(Kind, ticket.Key, ticket);
            return tickets[ticket.Key] = ticket;
        }
    }

    /// <summary>Adds a ticket unless its key is there already.</summary>
    public bool TryAdd(T ticket)
    {
        lock (gate)
        {
            return Find(ticket.Key) is null && Put(ticket) is not null;
        }
    }

    /// <summary>The ticket, if it has not ended.</summary>
    public T? Find(string key)
    {
        lock (gate)
        {
            return tickets.TryGetValue(key, out var ticket) && ticket.ExpiresAt > wall.GetUtcNow() ? ticket : null;
        }
    }

    /// <summary>Those that have not ended and are as asked.</summary>
    public IReadOnlyList<T> Where(Func<T, bool> asked)
    {
        lock (gate)
        {
            return [.. tickets.Values.Where(ticket => ticket.ExpiresAt > wall.GetUtcNow() && asked(ticket))];
        }
    }

    /// <summary>Changes a ticket in one step; null when there is none or <paramref name="change"/> keeps it as it is.</summary>
    public T? Change(string key, Func<T, T?> change)
    {
        lock (gate)
        {
            return Find(key) is { } ticket && change(ticket) is { } changed ? Put(changed) : null;
        }
    }

    /// <summary>Uses a ticket up: only the first of many gets it, and only when it fits.</summary>
    public T? Use(string key, Func<T, bool>? fits = null)
    {
        lock (gate)
        {
            return Find(key) is { } ticket && (fits is null || fits(ticket)) && Remove(key) ? ticket : null;
        }
    }

    /// <summary>Takes a ticket away.</summary>
    public bool Remove(string key)
    {
        lock (gate)
        {
            store.Remove(Kind, key);
            return tickets.Remove(key);
        }
    }

    /// <inheritdoc />
    public void Reset()
    {
        lock (gate)
        {
            foreach (var key in tickets.Keys.ToList())
            {
                Remove(key);
            }
        }
    }

    private void Sweep()
    {
        var now = wall.GetUtcNow();
        if (now - swept < TimeSpan.FromMinutes(1))
        {
            return;
        }

        swept = now;
        foreach (var ended in tickets.Values.Where(ticket => ticket.ExpiresAt <= now).ToList())
        {
            Remove(ended.Key);
        }
    }
}

/// <summary>Registration of tickets.</summary>
internal static class TicketsRegistration
{
    /// <summary>One kind of tickets, emptied by a reset.</summary>
    public static IServiceCollection AddTickets<T>(this IServiceCollection services)
        where T : class, ITicket => services.AddSingleton<Tickets<T>>().AddResettable<Tickets<T>>();
}
