using Portal.Simulator.KonturExtern.Contents;
using Portal.Simulator.KonturExtern.Docflows;
using Portal.Simulator.KonturExtern.Wire;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturExtern.Drafts;

/// <summary>Check, prepare and send (drafts contract 1.8): started by a call, finished when due, also after a restart.</summary>
internal sealed class DraftTasks(
    DraftStore drafts, DraftCheck check, ContentStore contents, ContentPacking packing, Recipients recipients, OutgoingDocflows outgoing, DocflowStore docflows,
    SimulatorClock clock, SimulatorSettings settings, ILogger<DraftTasks> log)
{
    public const string SignatureNotFound = "urn:error:externapi:signatureNotFound";

    /// <summary>Starts a task under the draft's lock; its record is on disk when this returns.</summary>
    public ApiTask Start(ExternCall call, string type, bool immediately)
    {
        lock (drafts.Gate)
        {
            var draft = drafts.Get(call);
            drafts.RefuseLocked(draft.Id);
            if (draft.Status is DraftStatus.Sent or DraftStatus.TransferredToWeb)
            {
                throw new NotSendableException(draft.Status == DraftStatus.Sent ? "Черновик уже отправлен." : "Черновик передан в веб-интерфейс.");
            }

            var now = clock.UtcNow;
            return drafts.Put(new ApiTask(Guid.NewGuid(), draft.AccountId, draft.Id, type, ApiTask.Running, call.UserId, now, immediately ? now : now + settings.TaskDelay)
            {
                DocflowId = type == ApiTask.Send ? Guid.NewGuid() : null,
            });
        }
    }

    /// <summary>Finishes every task whose time has come.</summary>
    public void RunDue()
    {
        var now = clock.UtcNow;
        foreach (var task in drafts.RunningTasks.Where(task => task.IsDraftOperation && task.DueAt <= now).OrderBy(task => task.DueAt).ToList())
        {
            Finish(task);
        }
    }

    /// <summary>Does the task's work; the draft is locked meanwhile, so nobody else changes it.</summary>
    public ApiTask Finish(ApiTask task)
    {
        var draft = drafts.Find(task.DraftId);
        if (draft is null)
        {
            return drafts.Put(Failed(task, ExternException.Generic, StatusCodes.Status404NotFound, "Черновик удалён."));
        }

        try
        {
            return task.Type switch
            {
                ApiTask.Check => Check(task, draft),
                ApiTask.Prepare => Prepare(task, draft).Task,
                _ => Send(task, draft),
            };
        }
        catch (Exception failure) when (failure is IOException or ExternException or InvalidOperationException or UnauthorizedAccessException)
        {
            log.LogError(failure, "Task {Task} failed", task.Id);
            return drafts.Put(Failed(task, ExternException.Generic, StatusCodes.Status500InternalServerError, "Внутренняя ошибка сервиса."));
        }
    }

    private ApiTask Check(ApiTask task, ExternDraft draft)
    {
        var report = check.Run(draft);
        if (draft.Status == DraftStatus.New)
        {
            drafts.Put(draft with { Status = DraftStatus.Checked });
        }

        return drafts.Put(task with { State = ApiTask.Succeed, Report = report });
    }

    private (ApiTask Task, ExternDraft Draft) Prepare(ApiTask task, ExternDraft draft)
    {
        var plan = DraftPlans.Of(draft);
        var report = check.Run(draft);
        var unsigned = plan?.Type == "sfr-report" ? [] : draft.Documents.Where(document => document.ContentId is not null && document.Signatures.Count == 0).ToList();

        // A send tells of the errors first: the SDK's users read them in the failure result, which a failed task does not have (1.8).
        if (unsigned.Count > 0 && (task.Type == ApiTask.Prepare || !report.HasErrors))
        {
            var message = $"Не подписаны документы: {string.Join(", ", unsigned.Select(document => document.Id))}.";
            return (drafts.Put(Failed(task, SignatureNotFound, StatusCodes.Status400BadRequest, message)), draft);
        }

        if (!report.HasErrors && plan?.Body != "mvd")
        {
            report = check.WithSignatures(draft, report);
        }

        var status = report.HasErrors ? "check-protocol-has-errors" : report.HasWarnings ? "check-protocol-has-only-warnings" : "ok";
        if (report.HasErrors)
        {
            draft = drafts.Put(draft with { Status = DraftStatus.Checked });
        }
        else
        {
            draft = drafts.Put(draft with { Status = DraftStatus.ReadyToSend, Documents = [.. draft.Documents.Select(document => Encrypted(draft, document))] });
        }

        var done = task with { State = ApiTask.Succeed, Report = report, PrepareStatus = status };
        return (task.Type == ApiTask.Prepare ? drafts.Put(done) : done, draft);
    }

    private ApiTask Send(ApiTask task, ExternDraft draft)
    {
        if (docflows.Find(task.DocflowId!.Value) is null)
        {
            var (prepared, ready) = Prepare(task, draft);
            if (prepared.State == ApiTask.Failed || prepared.Report!.HasErrors)
            {
                return drafts.Put(prepared with { DocflowId = null });
            }

            draft = ready;
            outgoing.Open(task.DocflowId.Value, task.UserId, draft, clock.UtcNow);
        }

        drafts.Put(draft with { Status = DraftStatus.Sent, DocflowId = task.DocflowId });
        return drafts.Put(task with { State = ApiTask.Succeed });
    }

    private DraftDocument Encrypted(ExternDraft draft, DraftDocument document)
    {
        if (document.EncryptedContentId is not null)
        {
            return document;
        }

        if (document.ContentId is null)
        {
            var request = SedoRequest.Write(draft);
            var content = contents.Keep(draft.AccountId, file => file.Write(request), "application/xml");
            document = document with { ContentId = content.Id, Filename = document.Filename ?? $"{document.Id}.xml" };
        }

        using var plain = contents.Read(document.ContentId!.Value);
        var copy = packing.ZipAndEncrypt(draft.AccountId, document.Filename ?? $"{document.Id}.bin", plain, recipients.Of(draft));
        return document with { EncryptedContentId = copy.ContentId, EncryptedFor = copy.SerialNumbers };
    }

    private static ApiTask Failed(ApiTask task, string id, int status, string message) =>
        task with { State = ApiTask.Failed, Error = new TaskError(id, status, message), DocflowId = null };
}

/// <summary>A draft is sent at most once, and from one place.</summary>
internal sealed class NotSendableException(string message) : Exception(message);
