using System.Security.Cryptography;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturAuth;

/// <summary>A <c>Key</c> of step 1 that waits for its confirmation (contract auth 2.2.4).</summary>
internal sealed record TrusterKey(string Key, string Identity, Guid UserId, string ApiKey, DateTimeOffset ExpiresAt);

/// <summary>Keys of step 1: single use, ten minutes.</summary>
internal sealed class TrusterKeys(StateStore store, SimulatorSettings settings, TimeProvider wall) : IResettable
{
    private const string Kind = "truster-key";
    private readonly Lock gate = new();
    private readonly Dictionary<string, TrusterKey> keys = store.All<TrusterKey>(Kind).ToDictionary(key => key.Key, StringComparer.OrdinalIgnoreCase);

    /// <summary>A new key of 90 hex digits.</summary>
    public TrusterKey Issue(string identity, Guid userId, string apiKey)
    {
        var now = wall.GetUtcNow();
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(45));
        var key = new TrusterKey(secret, identity, userId, apiKey, now + settings.Authenticator.KeyLifetime);
        lock (gate)
        {
            foreach (var expired in keys.Values.Where(other => other.ExpiresAt <= now).ToList())
            {
                Forget(expired);
            }

            keys[key.Key] = key;
            store.Put(Kind, key.Key, key);
        }

        return key;
    }

    /// <summary>Uses a key up; null when it is unknown, expired, used, or was issued for another identity.</summary>
    public TrusterKey? Use(string secret, string identity)
    {
        lock (gate)
        {
            if (!keys.TryGetValue(secret, out var key) || key.ExpiresAt <= wall.GetUtcNow() || !string.Equals(key.Identity, identity, StringComparison.Ordinal))
            {
                return null;
            }

            Forget(key);
            return key;
        }
    }

    /// <inheritdoc />
    public void Reset()
    {
        lock (gate)
        {
            foreach (var key in keys.Values.ToList())
            {
                Forget(key);
            }
        }
    }

    private void Forget(TrusterKey key)
    {
        keys.Remove(key.Key);
        store.Remove(Kind, key.Key);
    }
}
