using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Portal.Integrations.Http;
using Portal.Integrations.KonturAuth;

namespace Portal.Access;

/// <summary>
/// Kontur sessions of links: kept encrypted in the store, renewed by one flight per link. Reads the link at every call,
/// so a blocked link gives no session from that moment on.
/// </summary>
public sealed class KonturSessions(
    KonturSessionStore store, TrustedAuthentication authentication, IDataProtectionProvider protection, TimeProvider clock) : IKonturSessions
{
    private readonly IDataProtector tokens = protection.CreateProtector("kontur-session");
    private readonly IDataProtector phones = protection.CreateProtector("phone");
    private readonly ConcurrentDictionary<string, SemaphoreSlim> flights = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public async ValueTask<KonturToken> GetAsync(KonturSessionKey key, CancellationToken ct)
    {
        var row = await FindAsync(key, ct);
        if (row.LastUsedAt is null || row.LastUsedAt < clock.GetUtcNow().AddMinutes(-1))
        {
            await store.UsedAsync(key.LinkId, ct);
        }

        return Read(row) ?? await ObtainAsync(key, stale: null, ct);
    }

    /// <inheritdoc />
    public async ValueTask<KonturToken> RenewAsync(KonturSessionKey key, KonturToken stale, CancellationToken ct) =>
        await ObtainAsync(key, stale.Value, ct);

    private async Task<KonturToken> ObtainAsync(KonturSessionKey key, string? stale, CancellationToken cancellationToken)
    {
        var flight = flights.GetOrAdd(key.LinkId, _ => new SemaphoreSlim(1, 1));
        await flight.WaitAsync(cancellationToken);
        try
        {
            // Whoever waited here finds the session that the first one brought.
            var row = await FindAsync(key, cancellationToken);
            if (Read(row) is { } present && present.Value != stale)
            {
                return present;
            }

            var session = await authentication.SignInAsync(
                Guid.Parse(row.ServiceUserId), new TrustedIdentity(TrustedIdentityKind.Phone, phones.Unprotect(row.Phone)), cancellationToken);
            return await store.SaveAsync(key.LinkId, row.ServiceUserId, tokens.Protect(session), cancellationToken)
                ? authentication.Open(session) ?? throw new VendorException(VendorErrorKind.Unexpected, "Kontur", "The new session has ended already.")
                : throw new NotLinkedException();
        }
        finally
        {
            flight.Release();
        }
    }

    private async Task<KonturSessionRow> FindAsync(KonturSessionKey key, CancellationToken cancellationToken) =>
        await store.FindAsync(key.LinkId, cancellationToken) is { State: LinkState.Active } row ? row : throw new NotLinkedException();

    // Null also for a session that has ended, or was made before the mode was changed.
    private KonturToken? Read(KonturSessionRow row)
    {
        try
        {
            return row.Token is { } token ? authentication.Open(tokens.Unprotect(token)) : null;
        }
        catch (CryptographicException)
        {
            // Protected by a key ring that is gone: as good as none, a new session costs nothing.
            return null;
        }
    }
}
