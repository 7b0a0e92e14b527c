using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace Portal.Access;

/// <summary>
/// Keeps the whole sign-in on the server: the cookie holds a random key, the table its hash and the encrypted ticket,
/// so neither a stolen table nor a read cookie yields a token of the provider.
/// </summary>
public sealed class SessionTickets(
    SessionStore store, OpenCircuits circuits, IDataProtectionProvider protection, IOptions<SessionsOptions> options, TimeProvider clock) : ITicketStore
{
    private const string Ended = "session-ended";
    private static readonly TimeSpan SeenStep = TimeSpan.FromMinutes(1);
    private readonly IDataProtector protector = protection.CreateProtector("session-ticket");

    /// <summary>Why the session of this request's cookie is over; null when it lives or there is none.</summary>
    public static SessionEnd? EndOf(HttpContext context) => context.Items[Ended] as SessionEnd?;

    /// <summary>Id of the session whose key a cookie holds.</summary>
    public static string IdOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(key)));

    /// <inheritdoc />
    public async Task<string> StoreAsync(AuthenticationTicket ticket, HttpContext httpContext, CancellationToken cancellationToken)
    {
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var identity = (ClaimsIdentity)ticket.Principal.Identity!;
        identity.AddClaim(new Claim(PortalClaims.Session, IdOf(key)));
        var person = ticket.Principal.FindFirstValue(PortalClaims.Person) ?? throw new AccessDeniedException();
        var facts = SignInFacts.TakeFrom(ticket.Properties);
        var now = clock.GetUtcNow();
        await store.AddAsync(
            new Session
            {
                Id = IdOf(key), PersonId = person, CreatedAt = now, SeenAt = now, ExpiresAt = now + options.Value.Absolute, AuthAt = facts.AuthAt,
                ProviderSid = facts.ProviderSid, UserAgent = Cut(httpContext.Request.Headers.UserAgent), Address = httpContext.Connection.RemoteIpAddress?.ToString(),
            },
            Protect(ticket),
            cancellationToken);
        if (facts.Replaces is { } old && await store.ReplaceAsync(old, cancellationToken))
        {
            await circuits.CloseSessionAsync(old, SessionEnd.Replaced);
        }

        return key;
    }

    /// <inheritdoc />
    public Task<string> StoreAsync(AuthenticationTicket ticket) => throw new NotSupportedException("A session begins in a request.");

    /// <inheritdoc />
    public Task RenewAsync(string key, AuthenticationTicket ticket) => store.RenewAsync(IdOf(key), Protect(ticket));

    /// <inheritdoc />
    public Task<AuthenticationTicket?> RetrieveAsync(string key) => throw new NotSupportedException("A session is read in a request.");

    /// <inheritdoc />
    public async Task<AuthenticationTicket?> RetrieveAsync(string key, HttpContext httpContext, CancellationToken cancellationToken)
    {
        var state = await store.StateAsync(IdOf(key), cancellationToken);
        if (state is not { End: null })
        {
            httpContext.Items[Ended] = state?.End ?? SessionEnd.Expired;
            return null;
        }

        if (state.SeenAt + SeenStep <= clock.GetUtcNow() && !httpContext.Request.Path.StartsWithSegments("/_blazor"))
        {
            await store.SeenAsync(IdOf(key), cancellationToken);
        }

        try
        {
            return TicketSerializer.Default.Deserialize(protector.Unprotect(Convert.FromBase64String(state.Ticket)));
        }
        catch (CryptographicException)
        {
            // The key ring was replaced: nobody can read this session any more, so it is nobody's.
            httpContext.Items[Ended] = SessionEnd.Expired;
            return null;
        }
    }

    /// <inheritdoc />
    public Task RemoveAsync(string key) => store.RemoveAsync(IdOf(key));

    private static string? Cut(string? text) => text is { Length: > 400 } ? text[..400] : text;

    private string Protect(AuthenticationTicket ticket) => Convert.ToBase64String(protector.Protect(TicketSerializer.Default.Serialize(ticket)));
}
