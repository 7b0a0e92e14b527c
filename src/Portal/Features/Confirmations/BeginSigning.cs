using System.Net;
using Portal.Access;
using Portal.Features.Audit;
using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;
using Portal.Storage;

namespace Portal.Features.Confirmations;

/// <summary>Asks Kontur to begin a cloud signature: an SMS goes out, or a push to MyDSS. Only by a press; asking again makes the last code worthless.</summary>
public sealed class BeginSigning(Acting acting, SigningStore store, SigningSubjects subjects, AskPhone phone, FinishSigning finish, Noticeboard noticeboard, AuditLog audit)
{
    /// <summary>The operation as it stands after Kontur's answer, ended ones included; null when another one is on the wire at this moment.</summary>
    /// <exception cref="AccessDeniedException">The request names the link of somebody else.</exception>
    /// <exception cref="VendorException">Kontur refused or did not answer; nothing is signed.</exception>
    public Task<Signing?> RunAsync(Actor actor, SigningRequest request, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "signing.begin", request.SubjectId, async note =>
        {
            if ((await acting.LinkOfAsync(actor, cancellationToken)).Id != request.LinkId)
            {
                throw new AccessDeniedException();
            }

            (note.LinkId, note.AccountId) = (request.LinkId, request.AccountId);
            note.Detail = $"certificate {request.Thumbprint}; " + string.Join("; ", request.Documents.Select(document => $"{document.Name} sha256 {document.Sha256}"));

            // What was confirmed on the phone meanwhile must not be lost by asking anew.
            if (await store.OnPhoneAsync(request.LinkId, request.SubjectId, cancellationToken) is { } earlier && await phone.AskAsync(earlier, cancellationToken))
            {
                note.Outcome = "confirmed";
                return await store.FindAsync(request.LinkId, earlier.Id, cancellationToken);
            }

            if (await store.BeginAsync(request, cancellationToken) is not { } signing)
            {
                note.Outcome = "busy";
                return null;
            }

            try
            {
                await (await IsAsShownAsync(signing, note, cancellationToken) ? AskAsync(signing, note) : Task.CompletedTask);
            }
            finally
            {
                noticeboard.Publish(Signing.Topic(request.LinkId));
            }

            return await store.FindAsync(request.LinkId, signing.Id, cancellationToken);
        });

    private async Task<bool> IsAsShownAsync(Signing signing, AuditNote note, CancellationToken cancellationToken)
    {
        try
        {
            if (await subjects.Of(signing.Kind).WhatChangedAsync(signing, cancellationToken) is not { } changed)
            {
                return true;
            }

            note.Outcome = "changed";
            await store.MoveAsync(signing.Id, SigningState.Starting, SigningState.Ended, changed, phase: SigningPhase.Changed, cancellationToken: CancellationToken.None);
            return false;
        }
        catch (Exception error) when (error is VendorException or OperationCanceledException)
        {
            await store.ReturnAsync(
                signing.Id, signing.SubjectId, "Не удалось сверить документы с Контуром. Код не запрошен, ничего не подписано.", SigningPhase.Interrupted, CancellationToken.None);
            throw;
        }
    }

    private async Task AskAsync(Signing signing, AuditNote note)
    {
        try
        {
            await WriteAsync(signing, await subjects.Of(signing.Kind).BeginAsync(signing));
        }
        catch (VendorException error) when (error.IsUnclear)
        {
            await store.MoveAsync(
                signing.Id, SigningState.Starting, SigningState.Ended, "Контур не ответил. Код мог прийти, но для этого подписания он не подойдёт: запросите новый.",
                phase: SigningPhase.Interrupted, cancellationToken: CancellationToken.None);
            throw;
        }
        catch (VendorException error) when (error.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed)
        {
            // The draft was read a moment ago, so what is not there is the call itself (contract drafts 2: undocumented).
            (note.Outcome, note.TraceId) = ("not available", error.TraceId);
            await store.ReturnAsync(signing.Id, signing.SubjectId, null, SigningPhase.NotAvailable, CancellationToken.None);
        }
        catch (VendorException error)
        {
            await store.ReturnAsync(
                signing.Id, signing.SubjectId, error.Text ?? "Контур не начал подписание. Попробуйте ещё раз.", SigningPhase.Interrupted, CancellationToken.None);
            throw;
        }
    }

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
            await store.NothingToConfirmAsync(signing.Id, CancellationToken.None);
            await finish.FinishAsync(signing, SigningState.Starting);
        }
    }
}
