using System.Security.Cryptography;
using Portal.Access;
using Portal.Features.AccountLinks.Registry;
using Portal.Features.Audit;

namespace Portal.Features.AccountLinks;

/// <summary>All that an administrator sees of a link.</summary>
/// <param name="Link">The link.</param>
/// <param name="MaskedPhone">The linked phone, but for its end hidden; null when it cannot be read any more.</param>
/// <param name="Relink">The open move to another Kontur user.</param>
/// <param name="History">What happened to it, the newest first.</param>
/// <param name="Sessions">The person's living sign-ins.</param>
/// <param name="Uses">What was last done with it, the newest first: operations, outcomes and trace ids, no documents.</param>
/// <param name="Target">The registry row that a move would follow; null when there is none.</param>
/// <param name="IsOwn">The link of the administrator who looks: nobody decides about themselves.</param>
public sealed record LinkDetails(
    AccountLink Link, string? MaskedPhone, Relink? Relink, IReadOnlyList<LinkEvent> History, IReadOnlyList<Session> Sessions, IReadOnlyList<AuditRow> Uses,
    IssuedCertificate? Target, bool IsOwn);

/// <summary>An administrator opens a link.</summary>
public sealed class OpenLink(
    AccountLinkStore store, RelinkStore relinks, LinkStore links, SessionStore sessions, ListLinkUses uses, RegistryStore registry, RegistrySeal seal)
{
    private const int UsesShown = 20;

    /// <summary>Reads it.</summary>
    /// <exception cref="AccessDeniedException">The actor is no administrator, or there is no such link.</exception>
    public async Task<LinkDetails> RunAsync(Actor actor, string linkId, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin || await store.FindAsync(linkId, cancellationToken) is not { } link)
        {
            throw new AccessDeniedException();
        }

        var target = await registry.OfPersonAsync(link.Subject, cancellationToken) is [var row, ..] && (row.KonturUser != link.KonturUser || link.IsMove) ? row : null;
        return new(
            link,
            Masked((await links.FindAsync(linkId, cancellationToken))?.Phone),
            await relinks.OpenAsync(linkId, cancellationToken),
            await store.HistoryAsync(linkId, cancellationToken),
            await sessions.OfPersonAsync(link.PersonId, cancellationToken),
            await uses.RunAsync(actor, link.PersonId, linkId, UsesShown, cancellationToken),
            target,
            link.PersonId == actor.PersonId);
    }

    private string? Masked(string? phone)
    {
        try
        {
            return phone is null ? null : Masks.Phone(seal.Phone(phone));
        }
        catch (CryptographicException)
        {
            // Protected by a key ring that is gone.
            return null;
        }
    }
}
