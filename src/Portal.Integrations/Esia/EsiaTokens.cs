using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Text;
using Portal.Integrations.Http;
using Portal.Integrations.Signing;

namespace Portal.Integrations.Esia;

/// <summary>Access tokens by API-Key (contract goskey 2): kept until a minute before their end, asked for once however many wait. There is no refresh token: another one is signed for.</summary>
public sealed class EsiaTokens : IEsiaTokens
{
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(60);

    /// <summary>For a token whose end cannot be read.</summary>
    private static readonly TimeSpan Unknown = TimeSpan.FromMinutes(5);

    private readonly IEsiaApi api;
    private readonly TimeProvider clock;
    private readonly ConcurrentDictionary<string, Kept> kept = new(StringComparer.Ordinal);

    internal EsiaTokens(IEsiaApi api, TimeProvider clock) => (this.api, this.clock) = (api, clock);

    /// <inheritdoc />
    public async Task<string> GetAsync(EsiaKey key, CancellationToken cancellationToken = default)
    {
        var mine = kept.GetOrAdd(key.ApiKey, _ => new Kept());
        await mine.Gate.WaitAsync(cancellationToken);
        try
        {
            if (mine.Token is null || mine.EndsAt - Early <= clock.GetUtcNow())
            {
                (mine.Token, mine.EndsAt) = await AskAsync(key, cancellationToken);
            }

            return mine.Token;
        }
        finally
        {
            mine.Gate.Release();
        }
    }

    /// <inheritdoc />
    public async Task<string> RenewAsync(EsiaKey key, CancellationToken cancellationToken = default)
    {
        var mine = kept.GetOrAdd(key.ApiKey, _ => new Kept());
        await mine.Gate.WaitAsync(cancellationToken);
        try
        {
            (mine.Token, mine.EndsAt) = await AskAsync(key, cancellationToken);
            return mine.Token;
        }
        finally
        {
            mine.Gate.Release();
        }
    }

    /// <inheritdoc />
    public async Task DropAsync(EsiaKey key, string token, CancellationToken cancellationToken = default)
    {
        var mine = kept.GetOrAdd(key.ApiKey, _ => new Kept());
        await mine.Gate.WaitAsync(cancellationToken);
        try
        {
            mine.Token = mine.Token == token ? null : mine.Token;
        }
        finally
        {
            mine.Gate.Release();
        }
    }

    private async Task<(string Token, DateTimeOffset EndsAt)> AskAsync(EsiaKey key, CancellationToken cancellationToken)
    {
        var signature = await key.Signer.SignAsync(ContentToSign.Of(Encoding.ASCII.GetBytes(key.ApiKey), key.Signer.Algorithm), cancellationToken);
        var answer = await api.GetTokenAsync(key.ApiKey, Base64Url.EncodeToString(signature), cancellationToken);
        return answer.AccessTkn is { Length: > 0 } token
            ? (token, EsiaTokenFacts.Read(token).EndsAt ?? clock.GetUtcNow() + Unknown + Early)
            : throw new VendorException(VendorErrorKind.Unexpected, EsiaErrors.Vendor, "The answer holds no token.");
    }

    private sealed class Kept
    {
        public SemaphoreSlim Gate { get; } = new(1);

        public string? Token { get; set; }

        public DateTimeOffset EndsAt { get; set; }
    }
}
