using Portal.Access;
using Portal.Features.Audit;
using Portal.Integrations.Http;
using Portal.Storage;

namespace Portal.Features.Drafts;

/// <summary>Makes an editable draft the answer to an incoming docflow.</summary>
public sealed class AnswerDocflow(Acting acting, DraftStore drafts, FindAnswered find, Noticeboard noticeboard, AuditLog audit)
{
    /// <summary>False when the draft is not editable, or a docflow of that type is not answered by a draft.</summary>
    /// <exception cref="AccessDeniedException">Not this person's draft or docflow.</exception>
    /// <exception cref="VendorException">Kontur did not answer; the draft is as it was.</exception>
    public Task<bool> RunAsync(Actor actor, string draftId, Guid docflowId, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "draft.answer", draftId, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            var draft = await drafts.FindAsync(link.Id, draftId, cancellationToken) ?? throw new AccessDeniedException();
            (note.LinkId, note.AccountId, note.Detail) = (link.Id, draft.AccountId, $"answers {docflowId}");
            var answered = await find.RunAsync(actor, draft.AccountId, docflowId, cancellationToken);
            if (answered is null || !await drafts.AddressAsync(draftId, draft.Addressing with { Answers = answered }, cancellationToken))
            {
                note.Outcome = "not ready";
                return false;
            }

            noticeboard.Publish(Draft.Topic(draftId));
            return true;
        });
}
