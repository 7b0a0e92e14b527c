using Microsoft.AspNetCore.DataProtection;
using Portal.Access;
using Portal.Features.AccountLinks;
using Portal.Features.Audit;
using Portal.Integrations.Http;
using Portal.Integrations.KonturAuth;
using Portal.Storage;

namespace Portal.Features.Linking;

/// <summary>Tells Kontur of a link and proves it by a first session. Shared by the person's «Связать» and by administrators' decisions.</summary>
public sealed class ProveLink(
    LinkStore links, RememberLink remember, TrustedAuthentication authentication, IDataProtectionProvider protection, Noticeboard noticeboard)
{
    private readonly IDataProtector phones = protection.CreateProtector("phone");
    private readonly IDataProtector tokens = protection.CreateProtector("kontur-session");

    /// <summary>The topic of the noticeboard for a person's link.</summary>
    public static string Topic(string personId) => "link:" + personId;

    /// <summary>Asks Kontur; repeating it after an unclear end is safe, since the service user id stays the same.</summary>
    /// <exception cref="VendorException">Kontur did not answer or answered something unexpected; nothing is lost by trying again.</exception>
    public async Task<LinkOutcome> AskKonturAsync(Link link, AuditNote note, CancellationToken cancellationToken)
    {
        try
        {
            if (!await links.ClaimAsync(link, cancellationToken))
            {
                await links.HoldMoveAsync(link.Id, cancellationToken);
                return await StandingAsync(link, note, cancellationToken);
            }

            var (serviceUserId, phone) = (Guid.Parse(link.ServiceUserId), phones.Unprotect(link.Phone));
            await authentication.LinkAsync(serviceUserId, phone, cancellationToken);
            var session = await authentication.SignInAsync(serviceUserId, new TrustedIdentity(TrustedIdentityKind.Phone, phone), cancellationToken);
            if (!await links.ActivateAsync(link, tokens.Protect(session), cancellationToken))
            {
                return await StandingAsync(link, note, cancellationToken);
            }

            await remember.AnsweredAsync(link, LinkState.Active, null, cancellationToken);
            return new LinkOutcome.Linked();
        }
        catch (VendorException error) when (error.Kind == VendorErrorKind.Forbidden)
        {
            var code = error.Code ?? "UnknownError";
            if (!await links.RefuseAsync(link, code, error.TraceId, cancellationToken))
            {
                return await StandingAsync(link, note, cancellationToken);
            }

            await remember.AnsweredAsync(link, LinkState.Refused, code, cancellationToken);
            (note.Outcome, note.Detail, note.TraceId) = ("refused", $"{note.Detail}; {code}", error.TraceId);
            return new LinkOutcome.Refused(code, error.TraceId);
        }
        finally
        {
            noticeboard.Publish(Topic(link.PersonId));
        }
    }

    // Somebody else (another tab, an administrator) has changed the link: what it is now is the answer.
    private async Task<LinkOutcome> StandingAsync(Link link, AuditNote note, CancellationToken cancellationToken)
    {
        var now = await links.FindAsync(link.Id, cancellationToken);
        switch (now?.State)
        {
            case LinkState.Active when now.ServiceUserId == link.ServiceUserId:
                return new LinkOutcome.Linked();
            case LinkState.AwaitingApproval:
                note.Outcome = "awaiting approval";
                return new LinkOutcome.AwaitingApproval();
            case LinkState.Blocked or LinkState.Unlinked:
                note.Outcome = "blocked";
                return new LinkOutcome.Blocked();
            default:
                note.Outcome = "moved";
                return new LinkOutcome.Refused(now?.RefusalCode ?? "UnknownError", now?.RefusalTrace);
        }
    }
}
