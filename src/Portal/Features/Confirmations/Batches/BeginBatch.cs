using Portal.Access;
using Portal.Features.Audit;

namespace Portal.Features.Confirmations.Batches;

/// <summary>Puts drafts into a queue to be signed, or documents to be decrypted, one after another; no code is asked for yet: the page first says how many there will be.</summary>
public sealed class BeginBatch(Acting acting, BatchStore store, SigningSubjects subjects, TimeProvider clock, AuditLog audit)
{
    /// <summary>The most in one batch; what is beyond is left out.</summary>
    public const int Most = 100;

    /// <summary>Id of the batch, shown at <c>/a/{AccountId}/signing/{BatchId}</c>; what cannot be taken stands in it with the reason. Null when nothing was given.</summary>
    /// <param name="actor">Who signs.</param>
    /// <param name="accountId">Account of the subjects; others are refused.</param>
    /// <param name="kind">What is done with the subjects.</param>
    /// <param name="subjectIds">In their order; a repeated one counts once.</param>
    /// <param name="thumbprint">Certificate to sign with; drafts must have been checked with it. A decryption chooses its own.</param>
    /// <param name="cancellationToken">Ends with the page.</param>
    /// <exception cref="AccessDeniedException">One of them is not this person's.</exception>
    public Task<string?> RunAsync(Actor actor, string accountId, SigningKind kind, IReadOnlyList<string> subjectIds, string thumbprint, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "signing.batch", null, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            (note.LinkId, note.AccountId) = (link.Id, accountId);
            var items = new List<BatchItem>();
            SigningRequest? first = null;
            foreach (var subjectId in subjectIds.Distinct(StringComparer.Ordinal).Take(Most))
            {
                var pin = await subjects.Of(kind).PinAsync(actor, subjectId, thumbprint, cancellationToken);
                first ??= (pin as Pin.Ready)?.Request;
                items.Add(ItemOf(items.Count + 1, subjectId, pin, accountId));
            }

            if (items.Count == 0)
            {
                note.Outcome = "not ready";
                return null;
            }

            var batch = new SigningBatch
            {
                Id = Guid.NewGuid().ToString(), LinkId = link.Id, AccountId = accountId, Kind = kind, Thumbprint = first?.Thumbprint ?? thumbprint,
                Owner = first?.Owner ?? "", PhoneMask = first?.MaskedPhone ?? "", CreatedAt = clock.GetUtcNow(),
                State = items.Any(item => item.State == BatchItemState.Waiting) ? BatchState.New : BatchState.Done,
            };
            (note.ObjectId, note.Detail) = (batch.Id, $"{items.Count} of {kind}, certificate {batch.Thumbprint}");
            await store.AddAsync(batch, items, cancellationToken);
            return (string?)batch.Id;
        });

    private static BatchItem ItemOf(int place, string subjectId, Pin pin, string accountId)
    {
        var (title, documents, why) = pin switch
        {
            Pin.Ready ready => (ready.Title, ready.Request.Documents, ready.Request.AccountId == accountId ? null : "Относится к другой организации."),
            Pin.Refused refused => (refused.Title, [], refused.Why),
            _ => throw new InvalidOperationException("A pin is ready or refused."),
        };
        return new BatchItem
        {
            Place = place, SubjectId = subjectId, Title = title, Documents = documents, Reason = why, State = why is null ? BatchItemState.Waiting : BatchItemState.Refused,
        };
    }
}
