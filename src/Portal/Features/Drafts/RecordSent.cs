using Portal.Features.Docflows;
using Portal.Storage;

namespace Portal.Features.Drafts;

/// <summary>A draft has become a docflow: both are written down, so that the page of what was sent can open.</summary>
public sealed class RecordSent(DraftTaskStore tasks, FollowSubmissions submissions, Noticeboard noticeboard)
{
    /// <summary>Records the docflow and settles the attempt. Harmless when repeated.</summary>
    public async Task RecordAsync(Draft draft, Guid docflowId, CancellationToken cancellationToken)
    {
        await submissions.AddAsync(draft.LinkId, draft.AccountId, docflowId, draft.Id, cancellationToken);
        await tasks.SettleAsync(draft.Id, SendState.Sent, DraftState.Sent, docflowId.ToString(), cancellationToken: cancellationToken);
        noticeboard.Publish(Draft.Topic(draft.Id));
    }
}
