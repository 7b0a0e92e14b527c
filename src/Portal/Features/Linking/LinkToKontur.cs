using Microsoft.AspNetCore.DataProtection;
using Portal.Access;
using Portal.Features.AccountLinks.Registry;
using Portal.Features.Audit;
using Portal.Integrations.Http;
using Portal.Integrations.KonturAuth;

namespace Portal.Features.Linking;

/// <summary>What came of an attempt to link.</summary>
public abstract record LinkOutcome
{
    /// <summary>The person may act.</summary>
    public sealed record Linked : LinkOutcome;

    /// <summary>The person is not in the registry.</summary>
    public sealed record NotInRegistry : LinkOutcome;

    /// <summary>That Kontur user already belongs to another person of ours.</summary>
    public sealed record TakenByAnother : LinkOutcome;

    /// <summary>An administrator closed the link.</summary>
    public sealed record Blocked : LinkOutcome;

    /// <summary>Kontur refused; <paramref name="Code"/> is the vendor's.</summary>
    public sealed record Refused(string Code, string? TraceId) : LinkOutcome;
}

/// <summary>«Связать»: binds the person to the Kontur user of their registry row, and proves it by a first Kontur session.</summary>
public sealed class LinkToKontur(
    FindRegistryRows registry, LinkStore links, TrustedAuthentication authentication, KonturSessionStore sessions,
    IDataProtectionProvider protection, AuditLog audit)
{
    private readonly IDataProtector phones = protection.CreateProtector("phone");
    private readonly IDataProtector tokens = protection.CreateProtector("kontur-session");

    /// <summary>
    /// Stores our random id first, then tells Kontur; repeating it after an unclear end is safe, since the id stays the same.
    /// </summary>
    /// <exception cref="VendorException">Kontur did not answer or answered something unexpected; nothing is lost by trying again.</exception>
    public Task<LinkOutcome> RunAsync(Actor actor, CancellationToken cancellationToken = default) =>
        audit.RecordAsync<LinkOutcome>(actor, "link.create", null, async note =>
        {
            if (await registry.RunAsync(actor, cancellationToken) is not [var row, ..])
            {
                note.Outcome = "not in registry";
                return new LinkOutcome.NotInRegistry();
            }

            note.Detail = $"certificate {row.Thumbprint}, phone {row.MaskedPhone}";
            var link = await links.FindOfPersonAsync(actor.PersonId, cancellationToken);
            switch (link?.State)
            {
                case LinkState.Active:
                    return new LinkOutcome.Linked();
                case LinkState.Blocked:
                    note.Outcome = "blocked";
                    return new LinkOutcome.Blocked();
            }

            link ??= await AddAsync(actor, row.KonturUser, row.Phone, cancellationToken);
            if (link is null || (link.KonturUser != row.KonturUser
                && !await links.CorrectPhoneAsync(link.Id, row.KonturUser, row.Phone, cancellationToken)))
            {
                note.Outcome = "taken by another";
                return new LinkOutcome.TakenByAnother();
            }

            (note.LinkId, note.ObjectId) = (link.Id, link.Id);
            return await AskKonturAsync(link, phones.Unprotect(row.Phone), note, cancellationToken);
        });

    private async Task<LinkOutcome> AskKonturAsync(Link link, string phone, AuditNote note, CancellationToken cancellationToken)
    {
        try
        {
            var serviceUserId = Guid.Parse(link.ServiceUserId);
            await authentication.LinkAsync(serviceUserId, phone, cancellationToken);
            var sid = await authentication.SignInAsync(serviceUserId, new TrustedIdentity(TrustedIdentityKind.Phone, phone), cancellationToken);
            await sessions.SaveAsync(link.Id, tokens.Protect(sid), cancellationToken);
        }
        catch (VendorException error) when (error.Kind == VendorErrorKind.Forbidden)
        {
            var code = error.Code ?? "UnknownError";
            await links.SaveAnswerAsync(link.Id, LinkState.Refused, code, error.TraceId, cancellationToken);
            (note.Outcome, note.Detail, note.TraceId) = ("refused", $"{note.Detail}; {code}", error.TraceId);
            return new LinkOutcome.Refused(code, error.TraceId);
        }

        await links.SaveAnswerAsync(link.Id, LinkState.Active, null, null, cancellationToken);
        return new LinkOutcome.Linked();
    }

    // null: the Kontur user has a link with somebody else. A row of our own made by a second tab is found and used.
    private async Task<Link?> AddAsync(Actor actor, string konturUser, string phone, CancellationToken cancellationToken)
    {
        var link = new Link
        {
            Id = Guid.NewGuid().ToString(), PersonId = actor.PersonId, ServiceUserId = Guid.NewGuid().ToString(), KonturUser = konturUser,
            Phone = phone, State = LinkState.Requested,
        };
        return await links.AddAsync(link, cancellationToken) ? link : await links.FindOfPersonAsync(actor.PersonId, cancellationToken);
    }
}
