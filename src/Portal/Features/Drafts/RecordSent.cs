using Portal.Features.Docflows;
using Portal.Storage;

namespace Portal.Features.Drafts;

/// <summary>A draft has become a docflow: both are written down, so that the page of what was sent can open.</summary>
public sealed class RecordSent(DraftTaskStore tasks, FollowDocflows docflows, Noticeboard noticeboard, TimeProvider clock)
{
    /// <summary>
    /// Settles the attempt first, from what is known here: that it is sent does not wait for the docflow to be readable. Harmless when repeated.
    /// </summary>
    public async Task RecordAsync(Draft draft, Guid docflowId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (facts, said) = (draft.Facts, draft.Addressing);
        var to = Destination.Of(facts, said, []);
        var (inn, kpp) = facts.Inn is null ? (said.PayerInn, said.PayerKpp) : (facts.Inn, facts.Kpp);
        await docflows.BeginAsync(
            new DocflowEntry
            {
                Id = Guid.NewGuid().ToString(), LinkId = draft.LinkId, AccountId = draft.AccountId, DocflowId = docflowId.ToString(), DraftId = draft.Id,
                Type = DocumentTypes.DocflowOf(to).Raw, Status = DocflowEntry.SentStatus, FormName = facts.Form, Knd = facts.Knd,
                Period = facts.Period is { Length: > 0 } period ? period : null, Correction = long.TryParse(facts.Correction, out var correction) ? correction : 0,
                Payer = kpp is null ? inn ?? "" : $"{inn}-{kpp}", Recipient = to.Code ?? "", RecipientName = to.Code is null ? AuthorityWords.Of(to.Authority ?? Authority.Tax) : to.Name,
                SentAt = now, ChangedAt = now, Asked = 0,
            },
            cancellationToken);
        await tasks.SettleAsync(draft.Id, SendState.Sent, DraftState.Sent, docflowId.ToString(), cancellationToken: cancellationToken);
        noticeboard.Publish(Draft.Topic(draft.Id));
    }
}
