using Portal.Simulator.KonturExtern.CloudSigning;
using Portal.Simulator.KonturExtern.Wire;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturExtern.Drafts;

/// <summary>Drafts, their tasks and their requests for a confirmation, with the rules of access and of locks (drafts contract 0.4, 0.6).</summary>
internal sealed class DraftStore(StateStore store, SimulatorClock clock)
{
    private const int TasksKeptPerDraft = 200;
    private const int RequestsKeptPerDraft = 50;
    private readonly StoredTable<ExternDraft> drafts = new(store, "extern-draft", draft => draft.Id);
    private readonly StoredTable<ApiTask> tasks = new(store, "extern-task", task => task.Id);
    private readonly StoredTable<SignRequest> requests = new(store, "extern-sign-request", request => request.Id);

    /// <summary>Guards read-then-write on one draft.</summary>
    public Lock Gate { get; } = new();

    public IEnumerable<ApiTask> RunningTasks => tasks.All.Where(task => task.IsRunning);

    /// <summary>The draft of the path: 404 when absent, 403 when it is another user's.</summary>
    public ExternDraft Get(ExternCall call)
    {
        var draft = drafts.Find(call.Id("draftId"));
        return draft is null || draft.AccountId != call.Account.Id ? throw ExternException.NotFound("Черновик не найден.")
            : draft.OwnerId != call.UserId && !call.IsAdmin ? throw ExternException.Forbidden("Нет доступа к черновику.")
            : draft;
    }

    public ExternDraft? Find(Guid id) => drafts.Find(id);

    public DraftDocument GetDocument(ExternCall call) =>
        Get(call).FindDocument(call.Id("documentId")) ?? throw ExternException.NotFound("Документ черновика не найден.");

    /// <summary>Drafts that the caller may read, newest first.</summary>
    public IReadOnlyList<ExternDraft> Readable(ExternCall call) =>
        [.. drafts.All.Where(draft => draft.AccountId == call.Account.Id && (call.IsAdmin || draft.OwnerId == call.UserId)).OrderByDescending(draft => draft.CreatedAt).ThenBy(draft => draft.Id)];

    public ExternDraft Put(ExternDraft draft) => drafts.Put(draft);

    /// <summary>Changes the draft of the path unless it is locked or sent, or the document that is changed is printed.</summary>
    public ExternDraft Change(ExternCall call, Func<ExternDraft, ExternDraft> change, Guid? documentId = null)
    {
        lock (Gate)
        {
            var draft = Get(call);
            RefuseLocked(draft.Id);
            if (documentId is { } id)
            {
                RefusePrinting(id);
            }

            RefuseFinal(draft);
            return drafts.Put(change(draft));
        }
    }

    /// <summary>400 for a draft that nothing changes any more.</summary>
    public static void RefuseFinal(ExternDraft draft)
    {
        if (draft.Status is DraftStatus.Sent or DraftStatus.TransferredToWeb)
        {
            throw ExternException.BadRequest(
                draft.Status == DraftStatus.Sent ? "Черновик уже отправлен, изменить его нельзя." : "Черновик передан в веб-интерфейс, здесь его изменить нельзя.");
        }
    }

    public void Remove(ExternCall call)
    {
        lock (Gate)
        {
            var draft = Get(call);
            RefuseLocked(draft.Id);
            drafts.Remove(draft.Id);
            RemoveTasks(draft.Id);
            foreach (var request in requests.All.Where(request => request.DraftId == draft.Id))
            {
                requests.Remove(request.Id);
            }
        }
    }

    /// <summary>Forgets the tasks of a draft or of a builder that is gone.</summary>
    public void RemoveTasks(Guid ownerId)
    {
        foreach (var task in TasksOf(ownerId))
        {
            tasks.Remove(task.Id);
        }
    }

    /// <summary>409 while a task of the draft runs or a signature waits for its confirmation (drafts contract 0.6).</summary>
    public void RefuseLocked(Guid draftId, bool exceptSigning = false)
    {
        var running = tasks.All.FirstOrDefault(task => task.DraftId == draftId && task.IsRunning && task.IsDraftOperation);
        var waiting = exceptSigning ? null : PendingRequest(draftId);
        if ((running?.Id ?? waiting?.TaskId ?? waiting?.Id) is { } id)
        {
            throw ExternException.Locked("С черновиком уже выполняется другая операция.", id, running?.Type ?? ApiTask.Sign);
        }
    }

    /// <summary>409 while the document, of a draft or of a docflow, is printed (drafts contract 0.6).</summary>
    public void RefusePrinting(Guid documentId)
    {
        if (tasks.All.FirstOrDefault(task => task.IsPrint && task.IsRunning && task.DocumentId == documentId) is { } printing)
        {
            throw ExternException.Locked("Документ сейчас печатается.", printing.Id, printing.Type);
        }
    }

    public ApiTask? FindTask(Guid id) => tasks.Find(id);

    /// <summary>Tasks of a draft, newest first.</summary>
    public IReadOnlyList<ApiTask> TasksOf(Guid draftId) => [.. tasks.All.Where(task => task.DraftId == draftId).OrderByDescending(task => task.StartedAt)];

    public ApiTask? RunningTask(Guid draftId) => tasks.All.FirstOrDefault(task => task.DraftId == draftId && task.IsRunning && task.IsDraftOperation);

    public ApiTask Put(ApiTask task)
    {
        tasks.Put(task);
        foreach (var old in TasksOf(task.DraftId).Skip(TasksKeptPerDraft).Where(old => !old.IsRunning))
        {
            tasks.Remove(old.Id);
        }

        return task;
    }

    public SignRequest? FindRequest(Guid id) => requests.Find(id);

    public SignRequest? RequestOfTask(Guid taskId) => requests.All.FirstOrDefault(request => request.TaskId == taskId);

    public SignRequest Put(SignRequest request) => requests.Put(request);

    /// <summary>The request of a draft, or one of those of a docflow, that can still be confirmed.</summary>
    public SignRequest? PendingRequest(Guid draftId, Func<SignRequest, bool>? such = null) =>
        requests.All.FirstOrDefault(request => request.DraftId == draftId && request.IsPending(clock.UtcNow) && such?.Invoke(request) is not false);

    public IReadOnlyList<SignRequest> RequestsOf(Guid draftId) => [.. requests.All.Where(request => request.DraftId == draftId)];

    /// <summary>What waits on the phones of MyDSS, oldest first.</summary>
    public IReadOnlyList<SignRequest> WaitingOnPhones() =>
        [.. requests.All.Where(request => request is { TaskId: not null, State: SignRequest.Waiting } && request.IsPending(clock.UtcNow)).OrderBy(request => request.CreatedAt)];

    /// <summary>Another MyDSS operation of the same person came before and still waits.</summary>
    public bool WaitsBehindAnother(SignRequest request) => requests.All.Any(other =>
        other.UserId == request.UserId && other.DraftId != request.DraftId && other.TaskId is not null && other.CreatedAt < request.CreatedAt && other.IsPending(clock.UtcNow));

    /// <summary>Keeps the newest requests of a draft only.</summary>
    public void ForgetOldRequests(Guid draftId)
    {
        foreach (var old in RequestsOf(draftId).OrderByDescending(request => request.CreatedAt).Skip(RequestsKeptPerDraft).Where(old => !old.IsPending(clock.UtcNow)))
        {
            requests.Remove(old.Id);
        }
    }

    public void Clear()
    {
        drafts.Clear();
        tasks.Clear();
        requests.Clear();
    }
}
