using Microsoft.Extensions.Options;
using Portal.Access;
using Portal.Features.AccountLinks.Registry;
using Portal.Features.Audit;
using Portal.Features.Linking;
using Portal.Hosting.Mail;
using Portal.Integrations.Http;
using Portal.Storage;

namespace Portal.Features.AccountLinks;

/// <summary>What came of an administrator's action.</summary>
public enum ChangeOutcome
{
    /// <summary>Done.</summary>
    Done,

    /// <summary>The link is in another state, or for another phone, by now: look at it again.</summary>
    Moved,

    /// <summary>The registry named another phone: the link is for that one now, and waits for the decision about it.</summary>
    PhoneCorrected,

    /// <summary>The person is not in the registry any more, or their phone there is somebody else's.</summary>
    NoPhone,

    /// <summary>It would move a settled pair: one administrator is not enough (<see cref="AskRelink"/>).</summary>
    TwoNeeded,

    /// <summary>A reason has to be given.</summary>
    NoReason,

    /// <summary>Kontur refused; the code is on the link.</summary>
    Refused,
}

/// <summary>
/// An administrator approves, rejects, blocks, unblocks, retries or undoes a link. Blocking and undoing close the person's pages at once and forget the session.
/// </summary>
public sealed class ChangeLink(
    AccountLinkStore store, LinkStore links, RegistryStore registry, ProveLink prove, OpenCircuits circuits, StepUp stepUp, Outbox outbox,
    IOptions<LinkingOptions> options, Noticeboard noticeboard, AuditLog audit)
{
    /// <summary>Does the action; <paramref name="seen"/> is the service user id of the link as it was on the administrator's screen.</summary>
    /// <exception cref="AccessDeniedException">No administrator, no such link, or the administrator's own.</exception>
    /// <exception cref="StepUpNeededException">Undoing needs a fresh sign-in.</exception>
    /// <exception cref="VendorException">Kontur did not answer. What was decided stands; the link is proved when the person comes or at the next «Спросить ещё раз».</exception>
    public Task<ChangeOutcome> RunAsync(Actor actor, string linkId, string seen, LinkAction action, string? reason, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "link." + action.ToString().ToLowerInvariant(), linkId, async note =>
        {
            if (!actor.IsAdmin || await store.FindAsync(linkId, cancellationToken) is not { } link || link.PersonId == actor.PersonId)
            {
                throw new AccessDeniedException();
            }

            (note.LinkId, note.Detail) = (linkId, LinkReason.Clip(reason));
            if (action == LinkAction.Unlink)
            {
                await stepUp.RequireAsync(actor, cancellationToken);
            }

            var outcome = await ChangeAsync(actor, link, seen, action, LinkReason.Clip(reason), note, cancellationToken);
            if (outcome is not (ChangeOutcome.Done or ChangeOutcome.Refused))
            {
                note.Outcome = outcome switch
                {
                    ChangeOutcome.TwoNeeded => "second administrator needed",
                    ChangeOutcome.NoReason => "no reason",
                    ChangeOutcome.PhoneCorrected => "phone corrected",
                    ChangeOutcome.NoPhone => "not in registry",
                    _ => "moved",
                };
            }

            return outcome;
        });

    private async Task<ChangeOutcome> ChangeAsync(
        Actor actor, AccountLink link, string seen, LinkAction action, string? reason, AuditNote note, CancellationToken cancellationToken)
    {
        if (reason is null && action is LinkAction.Block or LinkAction.Unlink or LinkAction.Reject)
        {
            return ChangeOutcome.NoReason;
        }

        if (LinkLife.Next(link.State, action, link.LinkedAt is not null) is not { } next || link.ServiceUserId != seen)
        {
            return ChangeOutcome.Moved;
        }

        if (next == LinkState.Requested && await CorrectAsync(actor, link, cancellationToken) is { } corrected)
        {
            return corrected;
        }

        if (action == LinkAction.Approve && link.IsMove)
        {
            return ChangeOutcome.TwoNeeded;
        }

        return await store.MoveAsync(link, next, actor, action.ToString().ToLowerInvariant(), reason, cancellationToken)
            ? await AfterAsync(link, action, next, note, cancellationToken)
            : ChangeOutcome.Moved;
    }

    // Nobody is linked by a phone that the registry no longer names: the link follows it first, and the administrator looks again.
    private async Task<ChangeOutcome?> CorrectAsync(Actor actor, AccountLink link, CancellationToken cancellationToken)
    {
        if (await registry.OfPersonAsync(link.Subject, cancellationToken) is not [var row, ..])
        {
            return ChangeOutcome.NoPhone;
        }

        if (row.KonturUser == link.KonturUser || link.State == LinkState.Blocked)
        {
            return null;
        }

        var state = options.Value.RequireApproval || link.State == LinkState.AwaitingApproval ? LinkState.AwaitingApproval : LinkState.Requested;
        if (!await links.CorrectPhoneAsync(link.Id, row.KonturUser, row.Phone, state, cancellationToken))
        {
            return ChangeOutcome.NoPhone;
        }

        await store.NoteAsync(link.Id, actor, "phone-corrected", state, null, cancellationToken);
        return ChangeOutcome.PhoneCorrected;
    }

    private async Task<ChangeOutcome> AfterAsync(AccountLink link, LinkAction action, LinkState next, AuditNote note, CancellationToken cancellationToken)
    {
        noticeboard.Publish(ProveLink.Topic(link.PersonId));
        if (next is LinkState.Blocked or LinkState.Unlinked)
        {
            await circuits.CloseHereAsync(link.PersonId);
        }

        var works = next == LinkState.Active;
        try
        {
            if (next == LinkState.Requested && await links.FindAsync(link.Id, cancellationToken) is { } asked)
            {
                switch (await prove.AskKonturAsync(asked, note, cancellationToken))
                {
                    case LinkOutcome.Linked:
                        works = true;
                        break;
                    case LinkOutcome.Refused:
                        return ChangeOutcome.Refused;
                    case LinkOutcome.AwaitingApproval:
                        return ChangeOutcome.TwoNeeded;
                    default:
                        return ChangeOutcome.Moved;
                }
            }
        }
        finally
        {
            // Also when Kontur did not answer: the decision stands, and the person finishes it at the next sign-in. A refusal is told on their page.
            if (LinkLetters.Of(action, works) is var (subject, body) && (works || next != LinkState.Requested || await IsWaitingAsync(link.Id, cancellationToken)))
            {
                await outbox.PutAsync(link.Email, subject, body, cancellationToken);
            }
        }

        return ChangeOutcome.Done;
    }

    private async Task<bool> IsWaitingAsync(string linkId, CancellationToken cancellationToken) =>
        await links.FindAsync(linkId, cancellationToken) is { State: LinkState.Requested };
}
