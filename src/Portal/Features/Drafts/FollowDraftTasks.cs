using Microsoft.Extensions.Options;
using Portal.Access;
using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;
using Portal.Storage;

namespace Portal.Features.Drafts;

/// <summary>Asks Kontur how checks, preparations and sendings stand, and writes the answers down. Runs as a job; survives a restart, since what is due is in our rows.</summary>
public sealed partial class FollowDraftTasks(
    DraftStore drafts, DraftTaskStore tasks, IExternDraftsApi api, RecordSent recordSent, PrepareDraft prepare, IOptions<KonturExternOptions> options, Noticeboard noticeboard,
    TimeProvider clock, ILogger<FollowDraftTasks> logger)
{
    private const int AtOnce = 8;
    private const int PollsBeforeLost = 4;

    /// <summary>Asks about every task that is due, several at a time. One that fails does not stop the others.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(await tasks.DueTasksAsync(100, cancellationToken), parallel, AskAsync);
        await MendAsync(cancellationToken);
    }

    private async ValueTask AskAsync(DraftTask task, CancellationToken cancellationToken)
    {
        try
        {
            if (await drafts.FindForJobAsync(task.DraftId, cancellationToken) is not { KonturDraftId: { } konturDraft } draft || task.KonturTaskId is not { } taskId)
            {
                await tasks.EndTaskAsync(task.Id, cancellationToken);
                return;
            }

            var (session, account) = (Acting.SessionOf(draft.LinkId), Guid.Parse(draft.AccountId));
            if (await ReadAsync(task, session, account, Guid.Parse(konturDraft), Guid.Parse(taskId), cancellationToken) is not { } answer)
            {
                return;
            }

            await ApplyAsync(task, draft, answer, session, cancellationToken);
            await tasks.EndTaskAsync(task.Id, cancellationToken);
            noticeboard.Publish(Draft.Topic(draft.Id));
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // A row that cannot be followed waits, where people see it; the others go on.
            LogPostponed(task.Kind, task.DraftId, error.Message);
            var (words, trace) = Retry.Say(error);
            await tasks.FailTaskAsync(task.Id, error is NotLinkedException ? TimeSpan.FromMinutes(1) : Retry.After(task.Failures), words, trace, cancellationToken);
            noticeboard.Publish(Draft.Topic(task.DraftId));
        }
    }

    // Null while it runs, or when Kontur does not know the task: told only after several answers of that kind, since one may come from an index that lags.
    private async Task<ExternTask?> ReadAsync(DraftTask task, KonturSessionKey session, Guid account, Guid konturDraft, Guid taskId, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await api.GetTaskAsync(session, account, konturDraft, taskId, cancellationToken);
            if (!answer.IsRunning)
            {
                return answer;
            }

            await tasks.PostponeAsync(task.Id, Retry.Poll(task.Polls), cancellationToken);
        }
        catch (VendorException error) when (error.Kind == VendorErrorKind.NotFound && task.Polls < PollsBeforeLost)
        {
            await tasks.PostponeAsync(task.Id, Retry.Poll(task.Polls), cancellationToken);
        }
        catch (VendorException error) when (error.Kind == VendorErrorKind.NotFound)
        {
            await LoseAsync(task, cancellationToken);
        }

        return null;
    }

    private Task ApplyAsync(DraftTask task, Draft draft, ExternTask answer, KonturSessionKey session, CancellationToken cancellationToken) => task.Kind switch
    {
        DraftTaskKind.Check => AfterCheckAsync(draft, answer, cancellationToken),
        DraftTaskKind.Prepare => AfterPrepareAsync(draft, answer, cancellationToken),
        _ => AfterSendAsync(draft, answer, session, cancellationToken),
    };

    private Task<bool> AfterCheckAsync(Draft draft, ExternTask answer, CancellationToken cancellationToken)
    {
        if (answer.AsCheckResult() is not { } result)
        {
            return drafts.MoveAsync(
                draft.Id, [DraftState.Checking], DraftState.Editing, answer.Error?.Message ?? "Проверка не удалась. Запустите её ещё раз.",
                answer.Error?.TraceId, cancellationToken: cancellationToken);
        }

        var protocol = ProtocolOf(result);
        return drafts.MoveAsync(
            draft.Id, [DraftState.Checking], protocol.HasErrors ? DraftState.CheckFailed : DraftState.Checked, protocol: protocol, cancellationToken: cancellationToken);
    }

    private Task<bool> AfterPrepareAsync(Draft draft, ExternTask answer, CancellationToken cancellationToken)
    {
        var result = answer.AsPrepareResult();
        var protocol = result?.CheckResult is { } check ? ProtocolOf(check) : null;
        if (result is not null && (result.Status == PrepareStatuses.Ok || result.Status == PrepareStatuses.HasOnlyWarnings))
        {
            return drafts.MoveAsync(draft.Id, [DraftState.Preparing], DraftState.Ready, protocol: protocol, cancellationToken: cancellationToken);
        }

        if (protocol is { HasErrors: true })
        {
            return drafts.MoveAsync(draft.Id, [DraftState.Preparing], DraftState.CheckFailed, protocol: protocol, cancellationToken: cancellationToken);
        }

        var unsigned = string.Equals(answer.Error?.Id.Raw, ExternErrors.SignatureNotFound, StringComparison.OrdinalIgnoreCase);
        return drafts.MoveAsync(
            draft.Id, [DraftState.Preparing], unsigned ? DraftState.Checked : DraftState.Signed,
            unsigned ? "У отчёта нет подписи. Подпишите его ещё раз." : answer.Error?.Message ?? "Не удалось зашифровать отчёт. Подготовку можно повторить.",
            answer.Error?.TraceId, cancellationToken: cancellationToken);
    }

    private async Task AfterSendAsync(Draft draft, ExternTask answer, KonturSessionKey session, CancellationToken cancellationToken)
    {
        if (answer.AsDocflow() is { } docflow)
        {
            await recordSent.RecordAsync(draft, docflow.Id, cancellationToken);
        }
        else if (answer.AsSendRefusal() is { } refusal)
        {
            var protocol = refusal.CheckResult is { } check ? ProtocolOf(check) : null;
            await tasks.SettleAsync(
                draft.Id, SendState.Refused, DraftState.CheckFailed, problem: refusal.Message ?? "Отчёт не прошёл проверку и не отправлен.",
                cancellationToken: cancellationToken);
            await drafts.MoveAsync(
                draft.Id, [DraftState.CheckFailed], DraftState.CheckFailed, refusal.Message ?? "Отчёт не прошёл проверку и не отправлен.", protocol: protocol,
                cancellationToken: cancellationToken);
        }
        else
        {
            // A failed task says that something broke, not that nothing was sent: the draft knows.
            var wire = await api.GetAsync(session, Guid.Parse(draft.AccountId), Guid.Parse(draft.KonturDraftId!), cancellationToken);
            if (wire.Status == DraftStatuses.Sent && SettleSends.DocflowOf(wire) is { } sent)
            {
                await recordSent.RecordAsync(draft, sent, cancellationToken);
                return;
            }

            if (wire.Status == DraftStatuses.Sent || wire.Status == DraftStatuses.SendInProgress)
            {
                await tasks.DoubtAsync(draft.Id, cancellationToken);
                return;
            }

            await tasks.SettleAsync(
                draft.Id, SendState.Refused, DraftState.Ready, problem: answer.Error?.Message ?? "Отправка не удалась. Отчёт не отправлен, можно повторить.",
                trace: answer.Error?.TraceId, cancellationToken: cancellationToken);
        }
    }

    // Kontur no longer knows the task. A check or a preparation is started anew by a person; a sending is asked about by its draft.
    private async Task LoseAsync(DraftTask task, CancellationToken cancellationToken)
    {
        await tasks.EndTaskAsync(task.Id, cancellationToken);
        const string Lost = "Контур потерял эту операцию. Запустите её ещё раз.";
        switch (task.Kind)
        {
            case DraftTaskKind.Check:
                await drafts.MoveAsync(task.DraftId, [DraftState.Checking], DraftState.Editing, Lost, cancellationToken: cancellationToken);
                break;
            case DraftTaskKind.Prepare:
                await drafts.MoveAsync(task.DraftId, [DraftState.Preparing], DraftState.Signed, Lost, cancellationToken: cancellationToken);
                break;
            case DraftTaskKind.Send:
                await tasks.DoubtAsync(task.DraftId, cancellationToken);
                break;
        }

        noticeboard.Publish(Draft.Topic(task.DraftId));
    }

    // The portal may have ended between a step and its next one.
    private async Task MendAsync(CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow() - 2 * options.Value.RequestTimeout;
        foreach (var draftId in await drafts.SignedWithoutTaskAsync(clock.GetUtcNow().AddSeconds(-5), cancellationToken))
        {
            await GuardAsync(draftId, async () => await prepare.StartAsync(draftId));
        }

        foreach (var (draftId, state) in await drafts.StuckAsync(before, cancellationToken))
        {
            await GuardAsync(draftId, async () =>
            {
                await drafts.MoveAsync(
                    draftId, [state], state == DraftState.Checking ? DraftState.Editing : DraftState.Signed,
                    "Работа прервалась на середине. Ничего не отправлено, запустите ещё раз.", cancellationToken: cancellationToken);
                noticeboard.Publish(Draft.Topic(draftId));
            });
        }
    }

    // One draft that cannot be mended does not keep the others from it.
    private async Task GuardAsync(string draftId, Func<Task> mend)
    {
        try
        {
            await mend();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            LogUnmended(draftId, error.Message);
        }
    }

    private static CheckProtocol ProtocolOf(CheckResult result) => new(
    [
        .. result.CommonErrors.Select(error => Finding(null, error)),
        .. result.DocumentsErrors.SelectMany(document => document.Value.Select(error => Finding(document.Key.ToString(), error))),
    ]);

    private static CheckFinding Finding(string? documentId, CheckError error) => new(
        documentId, error.Level != CheckError.Warning, error.Description ?? "Ошибка без описания",
        string.IsNullOrWhiteSpace(error.Source) ? null : error.Source, error.Id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Kind} of draft {DraftId} is asked about later: {Reason}")]
    private partial void LogPostponed(DraftTaskKind kind, string draftId, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Draft {DraftId} could not be mended: {Reason}")]
    private partial void LogUnmended(string draftId, string reason);
}
