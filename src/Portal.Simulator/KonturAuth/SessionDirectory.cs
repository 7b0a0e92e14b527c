using System.Security.Cryptography;
using Portal.Simulator.People;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturAuth;

/// <summary>A session of the Authenticator (contract auth 2.1): sid, user, api-key and end of life (UTC, wall clock).</summary>
public sealed record KonturSession(string Sid, Guid UserId, string ApiKey, DateTimeOffset ExpiresAt);

/// <summary>Issues and resolves <c>auth.sid</c>; sids are compared without case (contract auth 1.2).</summary>
public sealed class SessionDirectory(StateStore store, KonturUsers users, TimeProvider wall) : IResettable
{
    private const string Kind = "kontur-session";
    private readonly Lock gate = new();
    private readonly Dictionary<string, KonturSession> sessions =
        store.All<KonturSession>(Kind).ToDictionary(session => session.Sid, StringComparer.OrdinalIgnoreCase);

    /// <summary>A new session of 30 days.</summary>
    public KonturSession Issue(Guid userId, string apiKey)
    {
        var session = new KonturSession(Convert.ToHexString(RandomNumberGenerator.GetBytes(32)), userId, apiKey, wall.GetUtcNow().AddDays(30));
        lock (gate)
        {
            sessions[session.Sid] = session;
            store.Put(Kind, session.Sid, session);
        }

        return session;
    }

    /// <summary>The user of a sid presented together with its api-key; null means 401.</summary>
    public DemoPerson? Resolve(string? sid, string? apiKey)
    {
        lock (gate)
        {
            return sid is not null && sessions.TryGetValue(sid, out var session) && session.ExpiresAt > wall.GetUtcNow()
                && string.Equals(session.ApiKey, apiKey, StringComparison.OrdinalIgnoreCase)
                    ? users.ById(session.UserId)
                    : null;
        }
    }

    /// <summary>Ends one session (deletion of an account, contract auth 2.1; the controls).</summary>
    public void End(string sid)
    {
        lock (gate)
        {
            sessions.Remove(sid);
            store.Remove(Kind, sid);
        }
    }

    /// <summary>Ends every session: what a client meets is 401.</summary>
    public void EndAll()
    {
        lock (gate)
        {
            foreach (var sid in sessions.Keys.ToList())
            {
                sessions.Remove(sid);
                store.Remove(Kind, sid);
            }
        }
    }

    /// <summary>Back to no session at all.</summary>
    public void Reset() => EndAll();
}
