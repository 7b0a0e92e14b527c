using Portal.Features.Docflows;
using Portal.Storage;

namespace Portal.Features.Drafts;

/// <summary>A draft has become a docflow: both are written down, so that the page of what was sent can open.</summary>
public sealed class RecordSent(DraftTaskStore tasks, FollowSubmissions submissions, Noticeboard noticeboard, TimeProvider clock)
{
    /// <summary>
    /// Settles the attempt first, from what is known here: that it is sent does not wait for the docflow to be readable. Harmless when repeated.
    /// </summary>
    public async Task RecordAsync(Draft draft, Guid docflowId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await submissions.BeginAsync(
            new Submission
            {
                Id = Guid.NewGuid().ToString(), LinkId = draft.LinkId, AccountId = draft.AccountId, DocflowId = docflowId.ToString(), DraftId = draft.Id,
                Type = Submission.ReportType, Status = Submission.SentStatus, FormName = draft.Facts.Form, Knd = draft.Facts.Knd, Period = draft.Facts.Period,
                Correction = long.TryParse(draft.Facts.Correction, out var correction) ? correction : 0,
                Payer = draft.Facts.Kpp is { } kpp ? $"{draft.Facts.Inn}-{kpp}" : draft.Facts.Inn ?? "", Recipient = draft.Facts.FinalInspection ?? "",
                RecipientName = draft.Facts.InspectionName, SentAt = now, ChangedAt = now, Asked = 0,
            },
            cancellationToken);
        await tasks.SettleAsync(draft.Id, SendState.Sent, DraftState.Sent, docflowId.ToString(), cancellationToken: cancellationToken);
        noticeboard.Publish(Draft.Topic(draft.Id));
    }
}
