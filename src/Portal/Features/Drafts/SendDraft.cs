using Microsoft.Extensions.Options;
using Portal.Access;
using Portal.Features.Audit;
using Portal.Integrations.Http;
using Portal.Storage;
using Wire = Portal.Integrations.KonturExtern;

namespace Portal.Features.Drafts;

/// <summary>What came of pressing «Отправить отчёт».</summary>
public enum SendOutcome
{
    /// <summary>Kontur took it.</summary>
    Accepted,

    /// <summary>The answer is lost: a job asks Kontur what became of it. It is not sent again by itself.</summary>
    Unclear,

    /// <summary>Kontur refused; the draft says why.</summary>
    Refused,

    /// <summary>Another press was first, or the draft is not ready.</summary>
    NotReady,

    /// <summary>The same file was sent from this account, or is being sent: a person decides (<see cref="AllowResend"/>).</summary>
    SameFile,
}

/// <summary>
/// «Отправить отчёт»: at most once. The intent is on disk before the wire, under a unique index; the result after it. What is unclear is settled only
/// by asking (<see cref="SettleSends"/>).
/// </summary>
public sealed class SendDraft(
    Acting acting, DraftStore drafts, DraftTaskStore tasks, SentFileStore sent, Wire.IExternDraftsApi api, IOptions<Wire.KonturExternOptions> options, Noticeboard noticeboard,
    TimeProvider clock, AuditLog audit)
{
    /// <summary>Sends the draft.</summary>
    /// <exception cref="AccessDeniedException">Not this person's draft.</exception>
    public Task<SendOutcome> RunAsync(Actor actor, string draftId, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "draft.send", draftId, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            var draft = await drafts.FindAsync(link.Id, draftId, cancellationToken) ?? throw new AccessDeniedException();
            (note.LinkId, note.AccountId) = (link.Id, draft.AccountId);
            note.Detail = string.Join("; ", (await drafts.DocumentsAsync(draftId, cancellationToken)).Select(file => $"{file.FileName} sha256 {file.Sha256}"));

            if (draft.KonturDraftId is not { } konturDraft || await tasks.IntendAsync(draftId, actor.Name, SettleSends.FirstAsk, cancellationToken) is not { } attempt)
            {
                var same = draft.State == DraftState.Ready && (await sent.BeforeAsync(draftId, cancellationToken)).Any(before => before.AllowedAt is null);
                note.Outcome = same ? "same file" : "not ready or already sent";
                return same ? SendOutcome.SameFile : SendOutcome.NotReady;
            }

            noticeboard.Publish(Draft.Topic(draftId));
            var outcome = await PostAsync(draft, konturDraft, attempt, note);
            noticeboard.Publish(Draft.Topic(draftId));
            return outcome;
        });

    // The intent is on disk: leaving the page or closing the tab does not cut the call. It ends before the intent may be settled as not sent
    // (twice the time-out), a renewal of the session and the one repeat included, so that nothing of ours is on the wire when that is decided.
    private async Task<SendOutcome> PostAsync(Draft draft, string konturDraft, SendAttempt attempt, AuditNote note)
    {
        using var limit = new CancellationTokenSource(1.75 * options.Value.RequestTimeout, clock);
        var trace = new AnswerTrace();
        try
        {
            var task = await api.SendAsync(Acting.SessionOf(draft.LinkId), Guid.Parse(draft.AccountId), Guid.Parse(konturDraft), trace: trace, ct: limit.Token);
            await tasks.AcceptAsync(attempt, task.Id.ToString(), CancellationToken.None);
            await tasks.AnswerAsync(attempt.Id, SendAnswers.Accepted, trace.Id);
            note.TraceId = trace.Id;
            note.Outcome = "accepted";
            return SendOutcome.Accepted;
        }
        catch (OperationCanceledException)
        {
            note.Outcome = "unclear";
            return SendOutcome.Unclear;
        }
        catch (VendorException error) when (error.IsUnclear || error.Kind == VendorErrorKind.Conflict)
        {
            // A conflict says that this draft is being sent: whose sending it is, only Kontur knows.
            (note.Outcome, note.TraceId) = ("unclear", error.TraceId);
            return SendOutcome.Unclear;
        }
        catch (NotLinkedException)
        {
            // The link was closed between the press and the wire: without a session nothing left, or Kontur refused it with 401.
            await tasks.SettleAsync(
                draft.Id, SendState.NotSent, DraftState.Ready, problem: "Отчёт не отправлен: ваш доступ к Контуру закрыт.", cancellationToken: CancellationToken.None);
            throw;
        }
        catch (VendorException error)
        {
            await tasks.AnswerAsync(attempt.Id, SendAnswers.Refused, error.TraceId);
            await tasks.SettleAsync(
                draft.Id, SendState.Refused, DraftState.Ready, problem: error.Text ?? "Контур не принял отправку. Отчёт не отправлен, можно повторить.",
                trace: error.TraceId, cancellationToken: CancellationToken.None);
            (note.Outcome, note.TraceId) = ($"refused: {error.Kind}", error.TraceId);
            return SendOutcome.Refused;
        }
    }
}
