using Portal.Access;
using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;
using Portal.Storage;
using Portal.Storage.Files;

namespace Portal.Features.Drafts;

/// <summary>Asks Kontur how print forms stand and keeps the finished ones. Runs as a job; survives a restart, since what is due is in our rows.</summary>
public sealed partial class FollowPrintForms(
    PrintFormStore forms, DraftStore drafts, IExternDraftsApi api, IExternContentsApi contents, FileStore files, Noticeboard noticeboard, ILogger<FollowPrintForms> logger)
{
    private const int AtOnce = 4;
    private const long MostBytes = 67_108_864;

    // About ten minutes.
    private const int MostPolls = 130;
    private const string Interrupted = "Печатная форма не получилась. Запросите её ещё раз.";

    /// <summary>Asks about every form that is due, several at a time. One that fails does not stop the others.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(await forms.DueAsync(50, cancellationToken), parallel, async (due, stop) => await AskAsync(due.Form, due.DraftId, stop));
    }

    private async Task AskAsync(PrintForm form, string draftId, CancellationToken cancellationToken)
    {
        try
        {
            if (form.KonturTaskId is not { } taskId || form.Polls > MostPolls || await drafts.FindForJobAsync(draftId, cancellationToken) is not { KonturDraftId: { } konturDraft } draft)
            {
                await EndAsync(form, draftId, PrintState.Failed, Interrupted);
                return;
            }

            var (session, account) = (Acting.SessionOf(draft.LinkId), Guid.Parse(draft.AccountId));
            var task = await api.GetDocumentTaskAsync(session, account, Guid.Parse(konturDraft), Guid.Parse(form.DocumentId), Guid.Parse(taskId), cancellationToken);
            if (task.IsRunning)
            {
                await forms.PostponeAsync(form.Id, Retry.Poll(form.Polls), cancellationToken);
            }
            else if (task.AsContentId() is { } contentId)
            {
                var pdf = await KeepAsync(session, account, contentId, cancellationToken);
                await forms.EndAsync(form.Id, PrintState.Ready, pdf.Sha256, pdf.Size, cancellationToken: cancellationToken);
                noticeboard.Publish(Draft.Topic(draftId));
            }
            else
            {
                await EndAsync(form, draftId, PrintState.Failed, task.Error?.Message ?? Interrupted, task.Error?.TraceId);
            }
        }
        catch (VendorException error) when (error.Kind is VendorErrorKind.NotFound && form.Polls > 3)
        {
            await EndAsync(form, draftId, PrintState.Failed, Interrupted, error.TraceId);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            LogPostponed(form.DocumentId, error.Message);
            await forms.PostponeAsync(form.Id, Retry.After(form.Polls), cancellationToken);
        }
    }

    private async Task EndAsync(PrintForm form, string draftId, PrintState state, string problem, string? trace = null)
    {
        await forms.EndAsync(form.Id, state, problem: problem, trace: trace);
        noticeboard.Publish(Draft.Topic(draftId));
    }

    private async Task<StoredFile> KeepAsync(KonturSessionKey session, Guid account, Guid contentId, CancellationToken cancellationToken)
    {
        using var answer = await contents.GetAsync(session, account, contentId, ct: cancellationToken);
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        await using var writing = files.Begin();
        var buffer = new byte[81_920];
        long size = 0;
        while (await body.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            size += read;
            await writing.WriteAsync(size > MostBytes ? throw new InvalidDataException("The print form is larger than 64 MB.") : buffer.AsMemory(0, read), cancellationToken);
        }

        return await writing.CommitAsync(cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The print form of {DocumentId} is asked about later: {Reason}")]
    private partial void LogPostponed(string documentId, string reason);
}
