using Portal.Access;
using Portal.Features.Audit;
using Portal.Features.Linking;
using Portal.Hosting.Mail;
using Portal.Integrations.Http;
using Portal.Storage;

namespace Portal.Features.AccountLinks;

/// <summary>What came of an administrator's action.</summary>
public abstract record ChangeOutcome
{
    /// <summary>Done.</summary>
    public sealed record Done : ChangeOutcome;

    /// <summary>The link is in another state by now: read it again.</summary>
    public sealed record Moved : ChangeOutcome;

    /// <summary>It would move a settled pair: one administrator is not enough (<see cref="AskRelink"/>).</summary>
    public sealed record TwoNeeded : ChangeOutcome;

    /// <summary>A reason has to be given.</summary>
    public sealed record NoReason : ChangeOutcome;

    /// <summary>Kontur refused; the vendor's code.</summary>
    public sealed record Refused(string Code) : ChangeOutcome;
}

/// <summary>
/// An administrator approves, rejects, blocks, unblocks, retries or undoes a link. Blocking and undoing close the person's pages at once and forget the session.
/// </summary>
public sealed class ChangeLink(
    AccountLinkStore store, LinkStore links, ProveLink prove, OpenCircuits circuits, StepUp stepUp, Outbox outbox, Noticeboard noticeboard, AuditLog audit)
{
    /// <summary>Does the action.</summary>
    /// <exception cref="AccessDeniedException">No administrator, no such link, or the administrator's own.</exception>
    /// <exception cref="StepUpNeededException">Undoing needs a fresh sign-in.</exception>
    public Task<ChangeOutcome> RunAsync(Actor actor, string linkId, LinkAction action, string? reason, CancellationToken cancellationToken = default) =>
        audit.RecordAsync<ChangeOutcome>(actor, "link." + action.ToString().ToLowerInvariant(), linkId, async note =>
        {
            if (!actor.IsAdmin || await store.FindAsync(linkId, cancellationToken) is not { } link || link.PersonId == actor.PersonId)
            {
                throw new AccessDeniedException();
            }

            (note.LinkId, note.Detail) = (linkId, reason);
            if (action == LinkAction.Unlink)
            {
                await stepUp.RequireAsync(actor, cancellationToken);
            }

            if (string.IsNullOrWhiteSpace(reason) && action is LinkAction.Block or LinkAction.Unlink or LinkAction.Reject)
            {
                note.Outcome = "no reason";
                return new ChangeOutcome.NoReason();
            }

            if (action == LinkAction.Approve && link.IsMove)
            {
                note.Outcome = "second administrator needed";
                return new ChangeOutcome.TwoNeeded();
            }

            if (LinkLife.Next(link.State, action, link.LinkedAt is not null) is not { } next
                || !await store.MoveAsync(linkId, link.State, next, actor, action.ToString().ToLowerInvariant(), reason?.Trim(), cancellationToken))
            {
                note.Outcome = "moved";
                return new ChangeOutcome.Moved();
            }

            return await AfterAsync(link, next, note, cancellationToken);
        });

    private async Task<ChangeOutcome> AfterAsync(AccountLink link, LinkState next, AuditNote note, CancellationToken cancellationToken)
    {
        noticeboard.Publish(ProveLink.Topic(link.PersonId));
        if (next is LinkState.Blocked or LinkState.Unlinked)
        {
            await circuits.CloseAsync(link.PersonId);
        }

        try
        {
            if (next == LinkState.Requested && await links.FindAsync(link.Id, cancellationToken) is { } asked)
            {
                switch (await prove.AskKonturAsync(asked, note, cancellationToken))
                {
                    case LinkOutcome.Refused refused:
                        return new ChangeOutcome.Refused(refused.Code);
                    case LinkOutcome.AwaitingApproval:
                        return new ChangeOutcome.TwoNeeded();
                }
            }
        }
        catch (VendorException)
        {
            // The decision stands, and the link is proved when the person comes: they are told so.
            await TellAsync(link, next, cancellationToken);
            throw;
        }

        await TellAsync(link, next, cancellationToken);
        return new ChangeOutcome.Done();
    }

    private async Task TellAsync(AccountLink link, LinkState next, CancellationToken cancellationToken)
    {
        if (LinkLetters.Of(link, next) is var (subject, body))
        {
            await outbox.PutAsync(link.Email, subject, body, cancellationToken);
        }
    }
}
