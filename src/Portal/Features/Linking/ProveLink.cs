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
    LinkStore links, RememberLink remember, TrustedAuthentication authentication, KonturSessionStore sessions, IDataProtectionProvider protection, Noticeboard noticeboard)
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
            if (await links.HoldMoveAsync(link.Id, cancellationToken))
            {
                note.Outcome = "awaiting approval";
                return new LinkOutcome.AwaitingApproval();
            }

            var (serviceUserId, phone) = (Guid.Parse(link.ServiceUserId), phones.Unprotect(link.Phone));
            await authentication.LinkAsync(serviceUserId, phone, cancellationToken);
            var sid = await authentication.SignInAsync(serviceUserId, new TrustedIdentity(TrustedIdentityKind.Phone, phone), cancellationToken);
            await links.SaveAnswerAsync(link.Id, LinkState.Active, null, null, cancellationToken);
            await remember.AnsweredAsync(link, LinkState.Active, null, cancellationToken);
            await sessions.SaveAsync(link.Id, tokens.Protect(sid), cancellationToken);
            return new LinkOutcome.Linked();
        }
        catch (VendorException error) when (error.Kind == VendorErrorKind.Forbidden)
        {
            var code = error.Code ?? "UnknownError";
            await links.SaveAnswerAsync(link.Id, LinkState.Refused, code, error.TraceId, cancellationToken);
            await remember.AnsweredAsync(link, LinkState.Refused, code, cancellationToken);
            (note.Outcome, note.Detail, note.TraceId) = ("refused", $"{note.Detail}; {code}", error.TraceId);
            return new LinkOutcome.Refused(code, error.TraceId);
        }
        finally
        {
            noticeboard.Publish(Topic(link.PersonId));
        }
    }
}
