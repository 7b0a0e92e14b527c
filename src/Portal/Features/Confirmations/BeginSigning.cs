using Portal.Access;
using Portal.Features.Audit;
using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;
using Portal.Storage;

namespace Portal.Features.Confirmations;

/// <summary>Asks Kontur to begin a cloud signature: an SMS goes out, or a push to MyDSS. Only by a press; asking again makes the last code worthless.</summary>
public sealed class BeginSigning(Acting acting, SigningStore store, IExternDraftsApi api, FinishSigning finish, Noticeboard noticeboard, AuditLog audit)
{
    /// <summary>The operation as it stands after Kontur's answer; null when another one is on the wire at this moment.</summary>
    /// <exception cref="AccessDeniedException">The request names the link of somebody else.</exception>
    /// <exception cref="VendorException">Kontur refused or did not answer; nothing is signed.</exception>
    public Task<Signing?> RunAsync(Actor actor, SigningRequest request, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "signing.begin", request.DraftId, async note =>
        {
            if ((await acting.LinkOfAsync(actor, cancellationToken)).Id != request.LinkId)
            {
                throw new AccessDeniedException();
            }

            (note.LinkId, note.AccountId) = (request.LinkId, request.AccountId);
            note.Detail = $"certificate {request.Thumbprint}; " + string.Join("; ", request.Documents.Select(document => $"{document.Name} sha256 {document.Sha256}"));
            if (await store.BeginAsync(request, cancellationToken) is not { } signing)
            {
                note.Outcome = "busy";
                return null;
            }

            try
            {
                var answer = await api.CloudSignAsync(
                    Acting.SessionOf(request.LinkId), Guid.Parse(request.AccountId), Guid.Parse(request.KonturDraftId), CancellationToken.None);
                await WriteAsync(signing, answer);
            }
            catch (VendorException error) when (error.IsUnclear)
            {
                await store.MoveAsync(
                    signing.Id, SigningState.Starting, SigningState.Ended, "Контур не ответил. Код мог прийти, но для этого подписания он не подойдёт: запросите новый.",
                    cancellationToken: CancellationToken.None);
                throw;
            }
            catch (VendorException error)
            {
                await store.ReturnAsync(signing.Id, signing.DraftId, error.Text ?? "Контур не начал подписание. Попробуйте ещё раз.", CancellationToken.None);
                throw;
            }
            finally
            {
                noticeboard.Publish(Signing.Topic(request.LinkId));
            }

            return await store.FindAsync(request.LinkId, signing.Id, cancellationToken);
        });

    private async Task WriteAsync(Signing signing, SignInitResult answer)
    {
        if (answer.TaskId is { } task)
        {
            await store.WaitAsync(signing.Id, SigningWay.MyDss, null, task.ToString(), CancellationToken.None);
        }
        else if (answer.RequestId is { Length: > 0 } request)
        {
            await store.WaitAsync(signing.Id, SigningWay.Sms, request, null, CancellationToken.None);
        }
        else
        {
            // Nothing to confirm: signed at once.
            await finish.FinishAsync(signing, SigningState.Starting);
        }
    }
}
