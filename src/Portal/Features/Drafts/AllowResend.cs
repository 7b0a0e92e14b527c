using Portal.Access;
using Portal.Features.Audit;
using Portal.Storage;

namespace Portal.Features.Drafts;

/// <summary>«Да, отправить ещё раз»: a person has seen who sent the same file and when, and wants this report sent all the same. It sends nothing.</summary>
public sealed class AllowResend(Acting acting, DraftStore drafts, SentFileStore sent, Noticeboard noticeboard, AuditLog audit)
{
    /// <summary>False when a sending was seen that is none of this file, or the draft is not ready: then nothing is allowed.</summary>
    /// <param name="actor">Who says so.</param>
    /// <param name="draftId">Draft to be sent again.</param>
    /// <param name="seenAttemptIds">The sendings on the person's screen; a later one asks anew.</param>
    /// <param name="cancellationToken">Ends with the page.</param>
    /// <exception cref="AccessDeniedException">Not this person's draft.</exception>
    public Task<bool> RunAsync(Actor actor, string draftId, IReadOnlyList<string> seenAttemptIds, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "draft.allow-resend", draftId, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            var draft = await drafts.FindAsync(link.Id, draftId, cancellationToken) ?? throw new AccessDeniedException();
            (note.LinkId, note.AccountId, note.Detail) = (link.Id, draft.AccountId, $"seen: {string.Join(", ", seenAttemptIds)}");
            var before = await sent.BeforeAsync(draftId, cancellationToken);
            if (draft.State != DraftState.Ready || seenAttemptIds.Count == 0 || seenAttemptIds.Except(before.Select(one => one.AttemptId)).Any())
            {
                note.Outcome = "not ready";
                return false;
            }

            await sent.AllowAsync(draftId, seenAttemptIds, actor.Name, cancellationToken);
            noticeboard.Publish(Draft.Topic(draftId));
            return true;
        });
}
