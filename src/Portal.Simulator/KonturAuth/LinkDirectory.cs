using Portal.Simulator.People;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturAuth;

/// <summary>A link of the partner's user id with a user of Kontur (contract auth 2.2.2).</summary>
public sealed record KonturLink(string ServiceUserId, Guid UserId);

/// <summary>Links, unique both ways; who was linked by hand before the sandbox began is there from the start.</summary>
public sealed class LinkDirectory : IResettable
{
    private const string Kind = "kontur-link";

    private readonly Lock gate = new();
    private readonly StateStore store;
    private readonly KonturUsers people;
    private readonly Dictionary<string, Guid> users = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the links and adds the seeded ones.</summary>
    public LinkDirectory(StateStore store, KonturUsers people)
    {
        this.store = store;
        this.people = people;
        Load();
    }

    /// <summary>True when the link is there now; false when either side is linked otherwise (contract auth 8, gap 3).</summary>
    public bool TryLink(string serviceUserId, Guid userId)
    {
        lock (gate)
        {
            if (users.TryGetValue(serviceUserId, out var linked))
            {
                return linked == userId;
            }

            if (users.ContainsValue(userId))
            {
                return false;
            }

            Put(serviceUserId, userId);
            return true;
        }
    }

    /// <summary>What Kontur's support does when it is asked in a letter; false when there is no such link.</summary>
    public bool Remove(string serviceUserId)
    {
        lock (gate)
        {
            store.Remove(Kind, serviceUserId);
            return users.Remove(serviceUserId);
        }
    }

    /// <summary>The user behind the partner's id, or null.</summary>
    public DemoPerson? Find(string serviceUserId)
    {
        lock (gate)
        {
            return users.TryGetValue(serviceUserId, out var userId) ? people.ById(userId) : null;
        }
    }

    /// <inheritdoc />
    public void Reset()
    {
        lock (gate)
        {
            foreach (var serviceUserId in users.Keys)
            {
                store.Remove(Kind, serviceUserId);
            }

            users.Clear();
            Load();
        }
    }

    private void Load()
    {
        foreach (var link in store.All<KonturLink>(Kind))
        {
            users[link.ServiceUserId] = link.UserId;
        }

        foreach (var person in DemoPeople.All)
        {
            if (person is { LinkedServiceUserId: { } seeded, KonturUserId: { } userId } && !users.ContainsValue(userId))
            {
                Put(seeded.ToString(), userId);
            }
        }
    }

    private void Put(string serviceUserId, Guid userId)
    {
        users[serviceUserId] = userId;
        store.Put(Kind, serviceUserId, new KonturLink(serviceUserId, userId));
    }
}
