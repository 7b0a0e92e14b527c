using Portal.Simulator.People;
using Portal.Simulator.State;

namespace Portal.Simulator.PartnerIdp;

/// <summary>A sign-in at the partner's provider; the cookie holds only its id.</summary>
internal sealed record IdpSession(string Id, string Subject, DateTimeOffset AuthenticatedAt)
{
    /// <summary>Root addresses of the portals that this sign-in let the person into: they are told when it ends.</summary>
    public IReadOnlyList<string> Portals { get; init; } = [];

    /// <summary>Who signed in.</summary>
    public DemoPerson Person => DemoPeople.All.First(person => person.Subject == Subject);
}

/// <summary>Sign-ins, kept on this side so that signing out really ends them.</summary>
internal sealed class IdpSessions(StateStore store, TimeProvider wall) : IResettable
{
    private const string Kind = "idp-session";
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    private readonly Lock gate = new();
    private readonly Dictionary<string, IdpSession> sessions = store.All<IdpSession>(Kind).ToDictionary(session => session.Id);

    public IdpSession Begin(DemoPerson person)
    {
        // Whole seconds, as auth_time has them.
        var now = DateTimeOffset.FromUnixTimeSeconds(wall.GetUtcNow().ToUnixTimeSeconds());
        var session = new IdpSession(Guid.NewGuid().ToString(), person.Subject, now);
        lock (gate)
        {
            sessions[session.Id] = session;
            store.Put(Kind, session.Id, session);
        }

        return session;
    }

    public IdpSession? Find(string? id)
    {
        lock (gate)
        {
            return id is not null && sessions.TryGetValue(id, out var session) && session.AuthenticatedAt + Lifetime > wall.GetUtcNow() ? session : null;
        }
    }

    /// <summary>The live sign-ins of a person.</summary>
    public IReadOnlyList<IdpSession> Of(DemoPerson person)
    {
        lock (gate)
        {
            return [.. sessions.Values.Where(session => session.Subject == person.Subject && Find(session.Id) is not null)];
        }
    }

    /// <summary>Remembers that this sign-in let the person into a portal.</summary>
    public void NotePortal(string id, string portal)
    {
        lock (gate)
        {
            if (Find(id) is { } session && !session.Portals.Contains(portal))
            {
                sessions[id] = session with { Portals = [.. session.Portals, portal] };
                store.Put(Kind, id, sessions[id]);
            }
        }
    }

    public void End(string id)
    {
        lock (gate)
        {
            sessions.Remove(id);
            store.Remove(Kind, id);
        }
    }

    public void Reset()
    {
        lock (gate)
        {
            foreach (var id in sessions.Keys.ToList())
            {
                End(id);
            }
        }
    }
}
