using System.Security.Cryptography;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturAuth;

/// <summary>A refresh token of 45 days and the sid it belongs to (contract auth 2.2.6).</summary>
internal sealed record RefreshToken(string Token, string Sid, Guid UserId, string ApiKey, DateTimeOffset ExpiresAt);

/// <summary>Refresh tokens: each is used once together with its sid.</summary>
internal sealed class RefreshTokens(StateStore store, TimeProvider wall) : IResettable
{
    private const string Kind = "refresh-token";
    private readonly Lock gate = new();
    private readonly Dictionary<string, RefreshToken> tokens = store.All<RefreshToken>(Kind).ToDictionary(token => token.Token, StringComparer.OrdinalIgnoreCase);

    /// <summary>A token for a fresh session.</summary>
    public RefreshToken Issue(KonturSession session)
    {
        var secret = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
        var token = new RefreshToken(secret, session.Sid, session.UserId, session.ApiKey, wall.GetUtcNow().AddDays(45));
        lock (gate)
        {
            tokens[token.Token] = token;
            store.Put(Kind, token.Token, token);
        }

        return token;
    }

    /// <summary>Uses a token up; null when it, its sid or its api-key does not fit.</summary>
    public RefreshToken? Use(string secret, string sid, string apiKey)
    {
        lock (gate)
        {
            if (!tokens.TryGetValue(secret, out var token) || token.ExpiresAt <= wall.GetUtcNow()
                || !string.Equals(token.Sid, sid, StringComparison.OrdinalIgnoreCase) || !string.Equals(token.ApiKey, apiKey, StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }

            tokens.Remove(token.Token);
            store.Remove(Kind, token.Token);
            return token;
        }
    }

    /// <inheritdoc />
    public void Reset()
    {
        lock (gate)
        {
            foreach (var secret in tokens.Keys.ToList())
            {
                tokens.Remove(secret);
                store.Remove(Kind, secret);
            }
        }
    }
}
