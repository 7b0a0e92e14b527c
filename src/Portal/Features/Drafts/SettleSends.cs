using Microsoft.Extensions.Options;
using Portal.Access;
using Portal.Features.Docflows;
using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;
using Portal.Storage;

namespace Portal.Features.Drafts;

/// <summary>
/// Finds out what became of intents to send whose answer was lost (a cut connection, a killed portal). It only asks: the state of the draft at Kontur
/// and its tasks. With no trace for twice the request's time-out the intent becomes «not sent», and a person presses again.
/// </summary>
public sealed partial class SettleSends(
    DraftStore drafts, DraftTaskStore tasks, IExternDraftsApi api, RecordSent recordSent, IOptions<KonturExternOptions> options, Noticeboard noticeboard, TimeProvider clock,
    ILogger<SettleSends> logger)
{
    /// <summary>How long after an intent it is first asked about, unless its answer came.</summary>
    public static readonly TimeSpan FirstAsk = TimeSpan.FromSeconds(2);

    private const int AtOnce = 6;
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(3);

    /// <summary>Asks about the intents that are due, several at a time. One that cannot be asked about does not stop the others.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(await tasks.UnsettledAsync(50, cancellationToken), parallel, async (attempt, token) =>
        {
            try
            {
                await SettleAsync(attempt, token);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                LogUnsettled(attempt.DraftId, error.Message);
                var (words, trace) = Retry.Say(error);
                await tasks.FailAttemptAsync(attempt.Id, error is NotLinkedException ? TimeSpan.FromMinutes(1) : Retry.After(attempt.Failures), words, trace, token);
                noticeboard.Publish(Draft.Topic(attempt.DraftId));
            }
        });
    }

    private async Task SettleAsync(SendAttempt attempt, CancellationToken cancellationToken)
    {
        if (await drafts.FindForJobAsync(attempt.DraftId, cancellationToken) is not { KonturDraftId: { } konturDraft } draft)
        {
            return;
        }

        var (session, account, id) = (Acting.SessionOf(draft.LinkId), Guid.Parse(draft.AccountId), Guid.Parse(konturDraft));
        if (await AskTraceAsync(attempt, session, account, id, cancellationToken) is { } task)
        {
            await tasks.AcceptAsync(attempt, task.ToString(), cancellationToken);
            await tasks.AnswerAsync(attempt.Id, SendAnswers.Found, trace: null, cancellationToken);
        }
        else if (await api.GetAsync(session, account, id, cancellationToken) is var wire && wire.Status == DraftStatuses.Sent && DocflowOf(wire) is { } docflow)
        {
            await recordSent.RecordAsync(draft, docflow, cancellationToken);
            await tasks.AnswerAsync(attempt.Id, SendAnswers.Found, trace: null, cancellationToken);
        }
        else if (wire.Status != DraftStatuses.Sent && wire.Status != DraftStatuses.SendInProgress && clock.GetUtcNow() - attempt.IntendedAt > 2 * options.Value.RequestTimeout)
        {
            await tasks.SettleAsync(
                draft.Id, SendState.NotSent, DraftState.Ready,
                problem: "Отчёт не отправлен: до Контура отправка не дошла. Нажмите «Отправить отчёт» ещё раз.", cancellationToken: cancellationToken);
        }
        else
        {
            await tasks.AskLaterAsync(attempt.Id, AskAgain, cancellationToken);
            return;
        }

        noticeboard.Publish(Draft.Topic(draft.Id));
    }

    // The newest sending task that no other attempt of ours knows.
    private async Task<Guid?> AskTraceAsync(SendAttempt attempt, KonturSessionKey session, Guid account, Guid konturDraft, CancellationToken cancellationToken)
    {
        var known = (await tasks.AttemptsAsync(attempt.DraftId, cancellationToken)).Where(other => other.Id != attempt.Id).Select(other => other.KonturTaskId).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var page = await api.ListTasksAsync(session, account, konturDraft, includeReleased: true, ct: cancellationToken);
        return page.ApiTaskPageItems.FirstOrDefault(task => task.TaskType == TaskTypes.Send && !known.Contains(task.Id.ToString()))?.Id;
    }

    /// <summary>The docflow that a sent draft names, by its link or its own field.</summary>
    internal static Guid? DocflowOf(Integrations.KonturExtern.Draft draft) =>
        draft.Docflows is [{ Href: { } href }, ..] && Guid.TryParse(href.TrimEnd('/')[(href.TrimEnd('/').LastIndexOf('/') + 1)..], out var linked) ? linked
        : Guid.TryParse(draft.DocflowId, out var named) ? named
        : null;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The sending of draft {DraftId} is still unclear: {Reason}")]
    private partial void LogUnsettled(string draftId, string reason);
}
