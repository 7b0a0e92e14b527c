using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;

namespace Portal.Access;

/// <summary>
/// Keeps the whole sign-in on the server: the cookie holds a random key, the table its hash and the encrypted ticket,
/// so neither a stolen table nor a read cookie yields a token of the provider.
/// </summary>
public sealed class SessionTickets(SessionStore store, IDataProtectionProvider protection, TimeProvider clock) : ITicketStore
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(12);
    private readonly IDataProtector protector = protection.CreateProtector("session-ticket");

    /// <inheritdoc />
    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var identity = (ClaimsIdentity)ticket.Principal.Identity!;
        identity.AddClaim(new Claim(PortalClaims.Session, IdOf(key)));
        var person = ticket.Principal.FindFirstValue(PortalClaims.Person) ?? throw new AccessDeniedException();
        await store.AddAsync(IdOf(key), person, Protect(ticket), EndOf(ticket));
        return key;
    }

    /// <inheritdoc />
    public Task RenewAsync(string key, AuthenticationTicket ticket) => store.RenewAsync(IdOf(key), Protect(ticket), EndOf(ticket));

    /// <inheritdoc />
    public async Task<AuthenticationTicket?> RetrieveAsync(string key)
    {
        if (await store.FindTicketAsync(IdOf(key)) is not { } ticket)
        {
            return null;
        }

        try
        {
            return TicketSerializer.Default.Deserialize(protector.Unprotect(Convert.FromBase64String(ticket)));
        }
        catch (CryptographicException)
        {
            // The key ring was replaced: nobody can read this session any more, so it is nobody's.
            return null;
        }
    }

    /// <inheritdoc />
    public Task RemoveAsync(string key) => store.RemoveAsync(IdOf(key));

    private static string IdOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(key)));

    private string Protect(AuthenticationTicket ticket) => Convert.ToBase64String(protector.Protect(TicketSerializer.Default.Serialize(ticket)));

    private DateTimeOffset EndOf(AuthenticationTicket ticket) => ticket.Properties.ExpiresUtc ?? clock.GetUtcNow() + Life;
}
