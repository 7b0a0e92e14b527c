using Microsoft.Extensions.Options;
using Portal.Access;
using Portal.Features.AccountLinks.Registry;
using Portal.Features.Audit;
using Portal.Features.Linking;
using Portal.Hosting.Mail;

namespace Portal.Features.AccountLinks;

/// <summary>What came of asking for a move to another Kontur user.</summary>
public enum RelinkOutcome
{
    /// <summary>It waits for another administrator and the cool-off.</summary>
    Asked,

    /// <summary>Approved; carried out when the cool-off is over.</summary>
    Approved,

    /// <summary>Called off.</summary>
    Cancelled,

    /// <summary>The registry names the same Kontur user, or none: there is nowhere to move to.</summary>
    NothingToMove,

    /// <summary>One is open already, or it is not open any more.</summary>
    Moved,

    /// <summary>The administrator who asked cannot approve.</summary>
    SecondAdministratorNeeded,

    /// <summary>The registry names another phone than the one that was asked for: the move was called off.</summary>
    RegistryChanged,

    /// <summary>Another person has the Kontur user of that phone: that link has to be undone first.</summary>
    TakenByAnother,

    /// <summary>A reason has to be given.</summary>
    NoReason,
}

/// <summary>
/// One administrator asks to move a person to the Kontur user whom the registry names now (after a change of phone). Nothing moves until another administrator
/// approves (<see cref="DecideRelink"/>) and the cool-off is over (<see cref="CarryOutRelinks"/>).
/// </summary>
public sealed class AskRelink(
    AccountLinkStore links, RelinkStore store, RegistryStore registry, StepUp stepUp, Outbox outbox, IOptions<LinkingOptions> options, TimeProvider clock, AuditLog audit)
{
    /// <summary>Asks for the move.</summary>
    /// <exception cref="AccessDeniedException">No administrator, no such link, or the administrator's own.</exception>
    /// <exception cref="StepUpNeededException">A fresh sign-in is needed.</exception>
    public Task<RelinkOutcome> RunAsync(Actor actor, string linkId, string reason, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "link.ask-relink", linkId, async note =>
        {
            if (!actor.IsAdmin || await links.FindAsync(linkId, cancellationToken) is not { } link || link.PersonId == actor.PersonId)
            {
                throw new AccessDeniedException();
            }

            await stepUp.RequireAsync(actor, cancellationToken);
            (note.LinkId, note.Detail) = (linkId, LinkReason.Clip(reason));
            if (LinkReason.Clip(reason) is not { } why)
            {
                note.Outcome = "no reason";
                return RelinkOutcome.NoReason;
            }

            // A blocked person stays blocked: whoever wants to move them opens the link first.
            if (link.State is not (LinkState.Active or LinkState.Refused or LinkState.AwaitingApproval)
                || await registry.OfPersonAsync(link.Subject, cancellationToken) is not [var row, ..] || (row.KonturUser == link.KonturUser && !link.IsMove))
            {
                note.Outcome = "nothing to move";
                return RelinkOutcome.NothingToMove;
            }

            if (await store.IsTakenAsync(row.KonturUser, linkId, cancellationToken))
            {
                note.Outcome = "taken by another";
                return RelinkOutcome.TakenByAnother;
            }

            var now = clock.GetUtcNow();
            var relink = new Relink
            {
                Id = Guid.NewGuid().ToString(), LinkId = linkId, KonturUser = row.KonturUser, Phone = row.Phone, PhoneTail = row.PhoneTail, Reason = why,
                State = RelinkState.Asked, AskedBy = actor.PersonId, AskedByName = actor.Name, AskedAt = now, NotBefore = now + options.Value.RelinkCoolOff,
            };
            if (!await store.AskAsync(relink, cancellationToken))
            {
                note.Outcome = "moved";
                return RelinkOutcome.Moved;
            }

            await links.NoteAsync(linkId, actor, "relink-asked", link.State, why, cancellationToken);
            var (subject, body) = LinkLetters.RelinkAsked(relink);
            foreach (var address in await links.AddressesAsync(link.PersonId, cancellationToken))
            {
                await outbox.PutAsync(address, subject, body, cancellationToken);
            }

            return RelinkOutcome.Asked;
        });
}
