using Portal.Access;
using Portal.Features.Audit;
using Portal.Integrations.Http;
using Portal.Storage;

namespace Portal.Features.Confirmations.Batches;

/// <summary>
/// Begins or goes on with a batch: settles the one at its turn and asks for the next code only when it has ended. Called by a press, and by the open page
/// after a confirmation: no code goes out while nobody looks.
/// </summary>
public sealed class ContinueBatch(
    Acting acting, BatchStore store, SigningStore signings, SigningSubjects subjects, BeginSigning begin, Noticeboard noticeboard, AuditLog audit)
{
    /// <summary>The operation that waits for the person now; null when the batch has come to its end, or stopped at a trouble that is written beside the document.</summary>
    /// <exception cref="AccessDeniedException">Not this person's batch.</exception>
    public Task<Signing?> RunAsync(Actor actor, string batchId, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "signing.continue-batch", batchId, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            var batch = await store.FindAsync(link.Id, batchId, cancellationToken) ?? throw new AccessDeniedException();
            (note.LinkId, note.AccountId) = (link.Id, batch.AccountId);
            await store.SetStateAsync(batchId, BatchState.Running, cancellationToken);
            try
            {
                return await GoOnAsync(actor, batch, cancellationToken);
            }
            finally
            {
                noticeboard.Publish(Signing.Topic(link.Id));
            }
        });

    private async Task<Signing?> GoOnAsync(Actor actor, SigningBatch batch, CancellationToken cancellationToken)
    {
        if (await SettleAsync(batch, cancellationToken) is { } open)
        {
            return open;
        }

        while (await store.TakeNextAsync(batch.Id, cancellationToken) is { } item)
        {
            var (signing, why, stops) = await BeginAsync(actor, batch, item, cancellationToken);
            if (signing is { IsOpen: true })
            {
                await store.SettleAsync(batch.Id, item.Place, BatchItemState.Current, signing.Id, cancellationToken: CancellationToken.None);
                return signing;
            }

            await store.SettleAsync(
                batch.Id, item.Place, signing is { State: SigningState.Confirmed } ? BatchItemState.Signed : BatchItemState.Failed, signing?.Id, why, CancellationToken.None);
            if (stops)
            {
                await store.SetStateAsync(batch.Id, BatchState.Paused, CancellationToken.None);
                return null;
            }
        }

        if (!(await store.ItemsAsync(batch.Id, cancellationToken)).Any(item => item.State is BatchItemState.Waiting or BatchItemState.Current))
        {
            await store.SetStateAsync(batch.Id, BatchState.Done, cancellationToken);
        }

        return null;
    }

    // What the one at its turn has come to; the operation itself while it is open.
    private async Task<Signing?> SettleAsync(SigningBatch batch, CancellationToken cancellationToken)
    {
        if ((await store.ItemsAsync(batch.Id, cancellationToken)).FirstOrDefault(one => one.State == BatchItemState.Current) is not { } item)
        {
            return null;
        }

        // A new code is a new operation; and a killed portal may not have written which one it began.
        var signing = await signings.LatestAsync(batch.LinkId, item.SubjectId, cancellationToken);
        if (signing?.BatchId != batch.Id)
        {
            await store.SettleAsync(batch.Id, item.Place, BatchItemState.Waiting, null, cancellationToken: cancellationToken);
            return null;
        }

        var (state, reason) = signing.State switch
        {
            SigningState.Confirmed => (BatchItemState.Signed, null),
            SigningState.Left => (BatchItemState.Failed, "Вы отказались ждать подтверждения на телефоне."),
            _ when signing.IsOpen => (BatchItemState.Current, null),
            _ => (BatchItemState.Failed, SigningWords.Ended(signing).What),
        };
        await store.SettleAsync(batch.Id, item.Place, state, signing.Id, reason, cancellationToken);
        return signing.IsOpen ? signing : null;
    }

    // What is asked for is what the batch's page showed; a trouble of Kontur's stops the batch instead of failing all that is left.
    private async Task<(Signing? Signing, string? Why, bool Stops)> BeginAsync(Actor actor, SigningBatch batch, BatchItem item, CancellationToken cancellationToken)
    {
        try
        {
            var pin = await subjects.Of(batch.Kind).PinAsync(actor, item.SubjectId, batch.Thumbprint, cancellationToken);
            if (pin is not Pin.Ready { Request: var request })
            {
                return (null, (pin as Pin.Refused)?.Why, false);
            }

            if (!request.Documents.Select(document => (document.DocumentId, document.Sha256)).SequenceEqual(item.Documents.Select(document => (document.DocumentId, document.Sha256))))
            {
                return (null, "Файлы изменились после того, как вы составили этот список. Просмотрите отчёт и подпишите его отдельно.", false);
            }

            var signing = await begin.RunAsync(actor, request with { BatchId = batch.Id }, cancellationToken);
            return signing is null ? (null, "Это уже делается в другом окне.", false)
                : (signing, signing.State == SigningState.Ended ? SigningWords.Ended(signing).What : null, signing.Phase == SigningPhase.NotAvailable);
        }
        catch (AccessDeniedException)
        {
            return (null, "Документа больше нет.", false);
        }
        catch (VendorException error)
        {
            return (null, error.Text ?? "Контур не ответил. Ничего не сделано.", error.Kind is not (VendorErrorKind.Rejected or VendorErrorKind.Forbidden or VendorErrorKind.NotFound or VendorErrorKind.Conflict));
        }
    }
}
