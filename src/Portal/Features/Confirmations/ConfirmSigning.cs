using Microsoft.Extensions.Options;
using Portal.Access;
using Portal.Features.Audit;
using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;
using Portal.Storage;

namespace Portal.Features.Confirmations;

/// <summary>What came of sending a code.</summary>
public abstract record ConfirmOutcome
{
    /// <summary>The documents are signed.</summary>
    public sealed record Confirmed : ConfirmOutcome;

    /// <summary>Kontur did not take the code; its own words. The operation goes on: type again, or ask for a new code.</summary>
    public sealed record NotTaken(string Message) : ConfirmOutcome;

    /// <summary>This operation is over; a new code must be asked for.</summary>
    public sealed record Over(string Message) : ConfirmOutcome;

    /// <summary>The answer is lost; the portal asks Kontur whether the signature is there.</summary>
    public sealed record Unclear : ConfirmOutcome;
}

/// <summary>Sends the code from the SMS, once. An unclear answer is settled by asking for the signatures, never by sending the code again.</summary>
public sealed class ConfirmSigning(
    Acting acting, SigningStore store, SigningSubjects subjects, FinishSigning finish, IOptions<KonturExternOptions> options, Noticeboard noticeboard, TimeProvider clock,
    AuditLog audit)
{
    /// <summary>Confirms the operation with the code.</summary>
    /// <exception cref="AccessDeniedException">Not this person's operation.</exception>
    /// <exception cref="VendorException">The documents could not be compared with those shown; the code was not sent.</exception>
    public Task<ConfirmOutcome> RunAsync(Actor actor, string signingId, string code, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "signing.confirm", signingId, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            var signing = await store.FindAsync(link.Id, signingId, cancellationToken) ?? throw new AccessDeniedException();
            (note.LinkId, note.AccountId) = (link.Id, signing.AccountId);
            if (signing is { State: SigningState.Waiting, RequestId: not null } && await subjects.Of(signing.Kind).WhatChangedAsync(signing, cancellationToken) is { } changed)
            {
                note.Outcome = "changed";
                await store.MoveAsync(signingId, SigningState.Waiting, SigningState.Ended, changed, phase: SigningPhase.Changed, cancellationToken: CancellationToken.None);
                noticeboard.Publish(Signing.Topic(link.Id));
                return new ConfirmOutcome.Over(changed);
            }

            if (signing.RequestId is null
                || !await store.MoveAsync(signingId, SigningState.Waiting, SigningState.Confirming, askIn: FollowSignings.FirstAsk, cancellationToken: cancellationToken))
            {
                note.Outcome = "over";
                return signing.State switch
                {
                    SigningState.Confirmed => new ConfirmOutcome.Confirmed(),
                    SigningState.Confirming => new ConfirmOutcome.Unclear(),
                    _ => new ConfirmOutcome.Over("Этот код больше не нужен: запросите новый."),
                };
            }

            var outcome = await PostAsync(signing, code, note);
            noticeboard.Publish(Signing.Topic(link.Id));
            return outcome;
        });

    // Ends before the job may say that there is no signature (twice the time-out).
    private async Task<ConfirmOutcome> PostAsync(Signing signing, string code, AuditNote note)
    {
        using var limit = new CancellationTokenSource(1.75 * options.Value.RequestTimeout, clock);
        try
        {
            await subjects.Of(signing.Kind).ConfirmAsync(signing, code, limit.Token);
            await finish.FinishAsync(signing, SigningState.Confirming);
            note.Outcome = "confirmed";
            return new ConfirmOutcome.Confirmed();
        }
        catch (OperationCanceledException)
        {
            note.Outcome = "unclear";
            return new ConfirmOutcome.Unclear();
        }
        catch (VendorException error) when (error.IsUnclear || error.Kind == VendorErrorKind.Conflict)
        {
            (note.Outcome, note.TraceId) = ("unclear", error.TraceId);
            return new ConfirmOutcome.Unclear();
        }
        catch (VendorException error) when (error.Kind == VendorErrorKind.NotFound)
        {
            // Contract drafts 2.3: an unknown request is a 404; any other refusal leaves it usable, and its text says what to do.
            const string Text = "Этот код больше не действует. Запросите новый.";
            await store.MoveAsync(signing.Id, SigningState.Confirming, SigningState.Ended, error.Text ?? Text, phase: SigningPhase.Interrupted);
            (note.Outcome, note.TraceId) = ("over", error.TraceId);
            return new ConfirmOutcome.Over(error.Text ?? Text);
        }
        catch (VendorException error)
        {
            var text = error.Text ?? "Контур не принял код. Введите его ещё раз или запросите новый.";
            await store.MoveAsync(signing.Id, SigningState.Confirming, SigningState.Waiting, text);
            (note.Outcome, note.TraceId) = ($"not taken: {error.Kind}", error.TraceId);
            return new ConfirmOutcome.NotTaken(text);
        }
    }
}
